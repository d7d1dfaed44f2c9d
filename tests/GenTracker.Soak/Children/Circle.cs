using GenTracker.Soak.Evidence;

namespace GenTracker.Soak.Children;

/// <summary>One kind of shape.</summary>
internal sealed class Circle(Plot plot) : Shape(plot);

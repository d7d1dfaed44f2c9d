using GenTracker.Soak.Evidence;

namespace GenTracker.Soak.Children;

/// <summary>Another kind of shape.</summary>
internal sealed class Square(Plot plot) : Shape(plot);

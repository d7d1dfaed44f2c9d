using GenTracker.Generators.Model;

namespace GenTracker.Generators.Emission;

/// <summary>
/// The attributes by which coverage tools know generated code: of the types beside the class, or of their members if the user has written a part of the type.
/// </summary>
internal static class Marks
{
    /// <summary>Those of the tracker.</summary>
    public static string OfTracker(TrackerModel model) => model.HasWrittenTracker ? "" : WellKnownNames.GeneratedCode;

    /// <summary>Those of each member of the tracker.</summary>
    public static string OfTrackerMember(TrackerModel model) => model.HasWrittenTracker ? WellKnownNames.GeneratedCode : "";

    /// <summary>Those of the record of all attributes.</summary>
    public static string OfAttrs(TrackerModel model) => model.HasWrittenAttrs ? "" : WellKnownNames.GeneratedCode;

    /// <summary>Those of each member of the record.</summary>
    public static string OfAttrsMember(TrackerModel model) => model.HasWrittenAttrs ? WellKnownNames.GeneratedCode : "";
}

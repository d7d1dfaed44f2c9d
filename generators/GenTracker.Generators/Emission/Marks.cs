using GenTracker.Generators.Model;

namespace GenTracker.Generators.Emission;

/// <summary>
/// What stands before generated declarations: the attributes by which coverage tools know generated code, of the types beside the class, or of their members
/// if the user has written a part of the type; and the modifier of code with pointers.
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

    /// <summary>The modifier that lets the code name pointers, with a space behind it. The project allows it: the user's own code needs it too.</summary>
    public static string Unsafe(TrackerModel model) => model.HasPointers ? "unsafe " : "";
}

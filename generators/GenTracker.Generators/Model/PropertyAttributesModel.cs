namespace GenTracker.Generators.Model;

/// <summary>The attributes of a property that generated declarations repeat, as text.</summary>
internal sealed record PropertyAttributesModel
{
    /// <summary>Those of a property that has none.</summary>
    public static readonly PropertyAttributesModel None = new() { OnRecord = "", OnMembers = "", OnChanges = "", OnValue = "", OnReturn = "", Dynamic = "" };

    /// <summary>Those of the property of the record of all attributes, each after a line end.</summary>
    public required string OnRecord { get; init; }

    /// <summary>Those of all members that are generated for the property, each after a line end.</summary>
    public required string OnMembers { get; init; }

    /// <summary>Those of the members that change the property, each after a line end: those of its setter.</summary>
    public required string OnChanges { get; init; }

    /// <summary>Those of a parameter that is the new value, each with a space behind it.</summary>
    public required string OnValue { get; init; }

    /// <summary>Those of a returned value of the property, each after a line end.</summary>
    public required string OnReturn { get; init; }

    /// <summary>Those that say which members of a type are found by reflection, each with a space behind it.</summary>
    public required string Dynamic { get; init; }

    /// <summary>Whether only obsolete code may use the types and constants of the property.</summary>
    public bool IsObsolete { get; init; }

    /// <summary>Whether it is an error to use the property, except in obsolete code.</summary>
    public bool IsObsoleteAsError { get; init; }
}

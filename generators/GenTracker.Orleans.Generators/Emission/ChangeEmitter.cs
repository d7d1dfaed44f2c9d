using GenTracker.Generators.Emission;
using GenTracker.Generators.Model;
using GenTracker.Orleans.Generators.Declarations;
using GenTracker.Orleans.Generators.Model;

namespace GenTracker.Orleans.Generators.Emission;

/// <summary>Writes the members that change an attribute: those of the cluster, which take a key, or those of the reference to one incarnation.</summary>
internal sealed class ChangeEmitter
{
    private const string NewValue = "The new value.";
    private const string NewValueOrNull = "The new value; null if no such child runs: nothing was changed.";
    private const string Bounded = "Whether it was done, and the value after that. If the bound would be passed, nothing was changed.";

    private readonly CodeWriter _writer;
    private readonly ClusterModel _model;
    private readonly ClusterAttributeModel _attribute;
    private readonly bool _ofReference;

    private ChangeEmitter(CodeWriter writer, ClusterModel model, ClusterAttributeModel attribute, bool ofReference) =>
        (_writer, _model, _attribute, _ofReference) = (writer, model, attribute, ofReference);

    private string Type => _attribute.Property.Type;

    private string Attribute => $"the attribute {See} of {Owner}";

    private string See => $"""<see cref="{_model.Tracker.Reference}.{_attribute.Property.Name}"/>""";

    private string Owner => _ofReference ? "this incarnation" : "the running child of a key";

    private string Access => $"{ClusterNames.ClusterType(_model)}.{ClusterNames.Access}";

    /// <summary>Writes the members.</summary>
    /// <param name="writer">Receives them.</param>
    /// <param name="model">The class.</param>
    /// <param name="attribute">The attribute.</param>
    /// <param name="ofReference">Whether they are members of the reference.</param>
    public static void Emit(CodeWriter writer, ClusterModel model, ClusterAttributeModel attribute, bool ofReference)
    {
        ChangeEmitter emitter = new(writer, model, attribute, ofReference);
        if (attribute.Counts is { IsStriped: true } striped) emitter.EmitStriped(striped, striped.ByKey!);
        else if (attribute.Counts is { } counter) emitter.EmitCounter(counter, counter.ByKey!);
        if (attribute.SetAccessibility is { } accessibility) emitter.EmitSets(attribute.Property, accessibility);
    }

    private void EmitStriped(CounterModel counter, ByKeyModel byKey)
    {
        string delta = $"{Type} delta{counter.DefaultDelta}";
        Member(byKey.Accessibility, null, counter.Increment, delta, Here(byKey, "", "default", WithoutResult(Change("Change", "Add", "delta"))), new(
            $"Adds to {Attribute}, atomically", Adds: true));
        Member(byKey.Accessibility, null, counter.Decrement, delta, WithoutResult(Change("Change", "Subtract", "delta")), new(
            $"Subtracts from {Attribute}, atomically", Subtracts: true));
        Member(byKey.Accessibility, "bool", counter.TryIncrement, $"{Type} delta", Change("ChangeIf", "Add", "delta"), new(
            $"Adds to {Attribute}, atomically, unless there is none",
            Adds: true,
            Returns: "False if no such child runs: nothing was changed.",
            IsRefused: false));
    }

    private void EmitCounter(CounterModel counter, ByKeyModel byKey)
    {
        string delta = $"{Type} delta{counter.DefaultDelta}", change = $"(bool IsDone, {Type} Value)";
        string add = Here(byKey, $", out {Type} value", "new(value)", Change("Change", "Add", "delta"));
        Member(byKey.Accessibility, Type, counter.Increment, delta, add, new($"Adds to {Attribute}, atomically", Adds: true, Returns: NewValue));
        string? decrement = counter.TryDecrement is null ? null : counter.Decrement;
        Member(byKey.Accessibility, Type, decrement, delta, Change("Change", "Subtract", "delta"), new(
            $"Subtracts from {Attribute}, atomically", Subtracts: true, Returns: NewValue));
        Member(byKey.Accessibility, Type + "?", counter.TryIncrement, $"{Type} delta", Change("TryChange", "Add", "delta"), new(
            $"Adds to {Attribute}, atomically, unless there is none", Adds: true, Returns: NewValueOrNull, IsRefused: false));
        Member(byKey.Accessibility, Type + "?", counter.TryDecrement, $"{Type} delta", Change("TryChange", "Subtract", "delta"), new(
            $"Subtracts from {Attribute}, atomically, unless there is none", Subtracts: true, Returns: NewValueOrNull, IsRefused: false));
        Member(byKey.Accessibility, change, counter.IncrementUpTo, $"{Type} max, {delta}", Change("ChangeWithin", "AddUpTo", "max, delta"), new(
            $"Adds to {Attribute}, atomically, unless that would pass a bound", ("max", "The highest value allowed."), Adds: true, Returns: Bounded));
        Member(byKey.Accessibility, change, counter.DecrementDownTo, $"{Type} min, {delta}", Change("ChangeWithin", "SubtractDownTo", "min, delta"), new(
            $"Subtracts from {Attribute}, atomically, unless that would pass a bound",
            ("min", "The lowest value allowed."),
            Subtracts: true,
            Returns: Bounded));
        Member(byKey.Accessibility, Type, counter.Raise, $"{Type} value", Change("Change", "Raise", "value"), new(
            $"Raises {Attribute}, atomically, unless it is that high already", ("value", "The value."), Returns: "The value that the attribute has now."));
        Member(byKey.Accessibility, "bool", counter.RetireAt, $"{Type} value", Change("ChangeIf", "RetireAt", "value"), new(
            $"Ends {Owner} for good, in one step, if its attribute {See} has a value",
            ("value", "The value."),
            Returns: "False if it has another value, or no such child runs.",
            IsRefused: false));
    }

    private void EmitSets(TrackedPropertyModel property, string accessibility)
    {
        string value = property.AllowsNull ? "value!" : "value", declared = $"{property.Attributes.OnValue}{Type} value";
        (string, string) named = ("value", "The new value.");
        bool isUnique = property.Index is { IsUnique: true };
        Member(accessibility, null, property.Name, declared, WithoutResult(Change("Change", "Set", value)), new(
            $"Sets {Attribute}", named, Takes: isUnique), "Set");
        if (property.Settable is not { } settable) return;
        Member(accessibility, "bool", settable.TrySet, declared, Change("ChangeIf", "TrySet", value), new(
            $"Sets {Attribute}, unless another child of the same node holds the value",
            named,
            Returns: "False if another child holds it: nothing was changed."));
        if (property.IsSecret) return;
        Member(accessibility, Type, settable.Exchange, declared, Change("Change", "Exchange", value), new(
            $"Sets {Attribute}, and returns what it was, in one step", named, Returns: "The value before.", Takes: isUnique));
    }

    private void Member(string accessibility, string? result, string? member, string parameters, string body, Text text, string prefix = "")
    {
        if (member is null) return;
        PropertyAttributesModel attributes = _attribute.Property.Attributes;
        string memberAttributes = _ofReference ? ClusterNames.OfRefMember(_model) : ClusterNames.OfClusterMember(_model);
        _writer.Line();
        _writer.Lines($"/// <summary>{text.Summary}.</summary>");
        if (!_ofReference) _writer.Lines("""/// <param name="key">The key.</param>""");
        if (text.Parameter is { } parameter) _writer.Lines($"""/// <param name="{parameter.Name}">{parameter.Text}</param>""");
        if (text.Adds) _writer.Lines("""/// <param name="delta">What is added.</param>""");
        if (text.Subtracts) _writer.Lines("""/// <param name="delta">What is subtracted.</param>""");
        _writer.Lines("""/// <param name="cancellationToken">Ends the wait.</param>""");
        if (text.Returns is not null) _writer.Lines($"/// <returns>{text.Returns}</returns>");
        if (text.IsRefused)
        {
            _writer.Lines(_ofReference
                ? """/// <exception cref="global::GenTracker.ChildTerminatedException">It has ended; nothing was changed.</exception>"""
                : """/// <exception cref="global::GenTracker.ChildNotFoundException">No child runs under the key; nothing was changed.</exception>""");
        }

        if (text.Takes)
        {
            _writer.Lines("""
                /// <exception cref="global::GenTracker.AttributeValueTakenException">Another child of the same node holds the value.</exception>
                """);
        }

        _writer.Lines($"""
            /// <exception cref="{ClusterNames.Orleans}ClusterException">The call was not answered, so that it may have been done.</exception>
            {memberAttributes}{attributes.OnMembers}{attributes.OnChanges}
            {accessibility} {ClusterNames.ValueTaskOf(result)} {prefix}{member.TrimStart('@')}{ClusterDeclaration.Async}(
                {(_ofReference ? "" : _model.Tracker.KeyType + " key, ")}{parameters}, {WellKnownNames.CancellationToken} cancellationToken = default) =>
                {body};
            """);
    }

    /// <summary>A call of the base class of the cluster.</summary>
    private string Change(string core, string operation, string arguments)
    {
        string attribute = $"{_attribute.Number}, {_attribute.Literal}, {ClusterNames.Runtime}AttrOperation.{operation}, {arguments}, cancellationToken";
        return _ofReference
            ? $"{Access}.{core}Async<{Type}>(\n            Cluster, _child, {attribute})"
            : $"base.{core}CoreAsync<{Type}>(\n            base.ByKey(key), {attribute})";
    }

    private string WithoutResult(string call) => $"{(_ofReference ? Access : ClusterNames.Access)}.WithoutResult<{Type}>({call})";

    /// <summary>A count that needs no call if the child is on this node.</summary>
    private string Here(ByKeyModel byKey, string value, string done, string elsewhere)
    {
        string find = _ofReference ? $"{Access}.FindLocal(Cluster, _child)" : "base.FindLocal(key)";
        return $"{find} is {{ }} found && found.{byKey.TryIncrement}(delta{value})\n        ? {done}\n        : {elsewhere}";
    }

    /// <summary>The documentation of a member.</summary>
    /// <param name="Summary">What it does, without a full stop.</param>
    /// <param name="Parameter">A parameter, besides that of what is added or subtracted.</param>
    /// <param name="Adds">Whether it has a parameter of what is added.</param>
    /// <param name="Subtracts">Whether it has a parameter of what is subtracted.</param>
    /// <param name="Returns">What it returns.</param>
    /// <param name="IsRefused">Whether it throws if no such child runs.</param>
    /// <param name="Takes">Whether it throws if another child holds the value.</param>
    private sealed record Text(
        string Summary,
        (string Name, string Text)? Parameter = null,
        bool Adds = false,
        bool Subtracts = false,
        string? Returns = null,
        bool IsRefused = true,
        bool Takes = false);
}

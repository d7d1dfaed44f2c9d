using System.Collections.Generic;
using System.Linq;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Model;

namespace GenTracker.Generators.Emission;

/// <summary>Writes the tracker of a tracked class.</summary>
internal static class TrackerEmitter
{
    /// <summary>Writes the tracker.</summary>
    public static void Emit(CodeWriter writer, TrackerModel model)
    {
        writer.Lines($"""
            /// <summary>Supervises children of the class <see cref="{model.Reference}"/>, and finds them by key.</summary>
            {Marks.OfTracker(model)}{model.TrackerAttributes}
            {model.Accessibility} {Marks.Unsafe(model)}partial class {model.TrackerName} : global::GenTracker.Tracker<{model.KeyType}, {model.Type}>, {FactoryInterface(model)}
            """);
        writer.Open();
        EmitFields(writer, model);
        if (model.HasTrackerMember(TrackerMembers.Constructor)) EmitConstructor(writer, model);
        if (model.HasStringKeys && model.HasTrackerMember("Find", TrackerMembers.ByKey)) EmitFind(writer, model);
        if (model.HasStringKeys && model.HasTrackerMember("Find", TrackerMembers.BySpan)) EmitFindBySpan(writer, model);
        if (model.IsIndexed) IndexEmitter.EmitFinds(writer, model);
        if (model.IsOpenable) OpenMethodEmitter.Emit(writer, model);
        foreach (TrackedPropertyModel property in model.TrackedProperties)
        {
            if (property.Counter is not { ByKey: { } byKey } counter) continue;
            if (model.HasTrackerMember(byKey.Increment)) EmitIncrementByKey(writer, model, property, counter, byKey);
            if (model.HasTrackerMember(byKey.TryIncrement)) EmitTryIncrementByKey(writer, model, property, counter, byKey);
        }

        if (model.AttrsName is not null && model.HasTrackerMember(TrackerMembers.GetRecentExits)) EmitRecentExits(writer, model);
        EmitFactory(writer, model);
        if (HasReader(model)) AttrsEmitter.EmitReaderType(writer, model);
        foreach (OpenOverloadModel overload in model.OpenOverloads)
        {
            if (model.HasTrackerMember(overload.SpecName)) EmitSpec(writer, model, overload);
        }

        writer.Close();
    }

    private static bool HasReader(TrackerModel model) => model.AttrsName is not null && model.HasTrackerMember(GeneratedNames.AttrsReader);

    private static bool HasRequiredServices(TrackerModel model) =>
        model.RequiredServices.Count > 0 && model.HasTrackerMember(TrackerMembers.RequiredServices);

    private static void EmitFields(CodeWriter writer, TrackerModel model)
    {
        if (model.IsIndexed) IndexEmitter.EmitFields(writer, model);
        if (!HasRequiredServices(model)) return;
        writer.Lines($"""
            // Without these services no child can be constructed, so the tracker asks for them when it is constructed itself.
            {Marks.OfTrackerMember(model)}{(model.OpenOverloads.Any(static overload => overload.IsObsolete) ? WellKnownNames.Obsolete : "")}
            private static {WellKnownNames.Runtime}RequiredService[] {TrackerMembers.RequiredServices} =>
            """);
        writer.Lines("[");
        foreach (string service in model.RequiredServices) writer.Lines($"    {service},");
        writer.Lines("];");
        writer.Line();
    }

    private static void EmitConstructor(CodeWriter writer, TrackerModel model)
    {
        string required = HasRequiredServices(model) ? TrackerMembers.RequiredServices : "default";
        string reader = HasReader(model) ? $"new {GeneratedNames.AttrsReader}()" : "null";
        writer.Lines($$"""
            /// <summary>Makes the tracker, with no children. With a host, <c>AddTracker</c> does it.</summary>
            /// <param name="options">How it supervises its children; the defaults if it is null.</param>
            /// <param name="services">Where the injected parameters of the children's constructors come from.</param>
            /// <param name="loggerFactory">Where its own and its children's loggers come from; without one nothing is logged.</param>
            {{Marks.OfTrackerMember(model)}}
            public {{model.TrackerName}}(
                global::GenTracker.TrackerOptions? options = null,
                global::System.IServiceProvider? services = null,
                global::Microsoft.Extensions.Logging.ILoggerFactory? loggerFactory = null)
                : base({{model.DisplayName}}, options, services, loggerFactory, {{model.Comparer}}, {{required}}, {{reader}})
            """);
        writer.Open();
        if (model.IsIndexed) writer.Lines($"base.UseIndexes({IndexEmitter.FieldsOf(model)});");
        writer.Close();
    }

    private static void EmitFind(CodeWriter writer, TrackerModel model)
    {
        writer.Line();
        writer.Lines($"""
            /// <inheritdoc cref="__GenTracker::Tracker{"{TKey, TChild}"}.Find(TKey)"/>
            {Marks.OfTrackerMember(model)}
            public new {model.Type}? Find(string key) => base.Find(key);
            """);
    }

    private static void EmitFindBySpan(CodeWriter writer, TrackerModel model)
    {
        writer.Line();
        writer.Lines($"""
            /// <summary>Finds a running child by a key that is part of a longer text, without making a string of it.</summary>
            /// <param name="key">The key.</param>
            /// <returns>The child, or null: never one that is starting, restarting or ended.</returns>
            {Marks.OfTrackerMember(model)}
            public {model.Type}? Find(global::System.ReadOnlySpan<char> key) => base.FindBySpan(key);
            """);
    }

    private static void EmitRecentExits(CodeWriter writer, TrackerModel model)
    {
        writer.Line();
        writer.Lines($"""
            /// <summary>Lists how the last incarnations of children ended, the newest first, with their final attributes.</summary>
            /// <returns>A new list of up to <see cref="__GenTracker::TrackerOptions.RecentExits"/>.</returns>
            {Marks.OfTrackerMember(model)}
            public global::System.Collections.Generic.IReadOnlyList<global::GenTracker.ChildExitRecord<{model.KeyType}, {model.AttrsType}>> GetRecentExits() =>
                base.GetRecentExitsCore<{model.AttrsType}>();
            """);
    }

    private static void EmitIncrementByKey(CodeWriter writer, TrackerModel model, TrackedPropertyModel property, CounterModel counter, ByKeyModel byKey)
    {
        string head = $"{byKey.Accessibility} {(counter.IsStriped ? "void" : property.Type)} {byKey.Increment}";
        string arguments = counter.IsStriped ? "delta" : $"delta, out {property.Type} value";
        string result = counter.IsStriped ? "return;" : "return value;";
        writer.Line();
        writer.Lines($"""
            /// <summary>Adds to the attribute <see cref="{model.Reference}.{property.Name}"/> of the running child of a key, atomically.</summary>
            /// <param name="key">The key.</param>
            /// <param name="delta">What is added.</param>
            """);
        if (!counter.IsStriped) writer.Lines("/// <returns>The new value.</returns>");
        writer.Lines("""/// <exception cref="__GenTracker::ChildNotFoundException">No child runs under the key.</exception>""");
        CounterEmitter.Overflow(writer, counter);
        writer.Lines($$"""
            {{Marks.OfTrackerMember(model)}}{{property.Attributes.OnMembers}}{{property.Attributes.OnChanges}}
            {{head}}({{model.KeyType}} key, {{property.Type}} delta{{counter.DefaultDelta}})
            {
                while (true)
                {
                    {{model.Type}} child = base.Find(key) ?? throw base.NotFound(key);
                    if (child.{{byKey.TryIncrement}}({{arguments}})) {{result}}

                    // It has ended since it was found, and is not found again.
                }
            }
            """);
    }

    private static void EmitTryIncrementByKey(CodeWriter writer, TrackerModel model, TrackedPropertyModel property, CounterModel counter, ByKeyModel byKey)
    {
        writer.Line();
        writer.Lines($"""
            /// <summary>Adds to the attribute <see cref="{model.Reference}.{property.Name}"/> of the running child of a key, atomically, if there is one.</summary>
            /// <param name="key">The key.</param>
            /// <param name="delta">What is added.</param>
            """);
        if (!counter.IsStriped) writer.Lines("""/// <param name="value">The new value; the type's default if no child runs under the key.</param>""");
        writer.Lines("/// <returns>False if no child runs under the key.</returns>");
        CounterEmitter.Overflow(writer, counter);
        writer.Lines($"""
            {Marks.OfTrackerMember(model)}{property.Attributes.OnMembers}{property.Attributes.OnChanges}
            {byKey.Accessibility} bool {byKey.TryIncrement}({model.KeyType} key, {property.Type} delta{(counter.IsStriped ? "" : $", out {property.Type} value")})
            """);
        writer.Open();
        writer.Lines($$"""
            while (base.Find(key) is { } child)
            {
                if (child.{{byKey.TryIncrement}}({{(counter.IsStriped ? "delta" : "delta, out value")}})) return true;

                // It has ended since it was found, and is not found again.
            }

            """);
        if (!counter.IsStriped) writer.Lines("value = default;");
        writer.Lines("return false;");
        writer.Close();
    }

    private static void EmitFactory(CodeWriter writer, TrackerModel model)
    {
        string factory = FactoryInterface(model);
        string created = model.HasTrackerMember(TrackerMembers.CallableConstructor)
            ? "new(options, services, loggerFactory)"
            : "throw new global::System.NotSupportedException()";
        writer.Line();
        writer.Lines($"""
            {Marks.OfTrackerMember(model)}
            static string {factory}.TrackerName => {model.DisplayName};

            {Marks.OfTrackerMember(model)}
            static {model.TrackerType} {factory}.Create(
                global::GenTracker.TrackerOptions? options,
                global::System.IServiceProvider? services,
                global::Microsoft.Extensions.Logging.ILoggerFactory? loggerFactory) =>
                {created};
            """);
    }

    private static void EmitSpec(CodeWriter writer, TrackerModel model, OpenOverloadModel overload)
    {
        string parameters = string.Join(", ", overload.Arguments.Select(static argument => $"{argument.KeptAttributes}{argument.Type} {argument.KeptName}"));
        writer.Line();
        writer.Lines($"""
            // How a child is constructed, at its opening and at each restart: the constructor, and the arguments that the opener gave.
            {Marks.OfTrackerMember(model)}{(overload.IsObsolete ? WellKnownNames.Obsolete : "")}
            private sealed class {overload.SpecName}({parameters}) : {WellKnownNames.Runtime}ChildSpec<{model.KeyType}, {model.Type}>
            """);
        writer.Open();
        foreach (ArgumentModel argument in overload.Arguments)
        {
            // A captured parameter has no attributes.
            if (argument.FieldAttributes.Length == 0) continue;
            writer.Lines($"{argument.FieldAttributes}private readonly {argument.Type} {argument.KeptName} = {argument.KeptName};");
            writer.Line();
        }

        if (overload.Arguments.Count == 0)
        {
            writer.Lines($"public static readonly {overload.SpecName} Instance = new();");
            writer.Line();
        }

        if (overload.NeedsScope)
        {
            writer.Lines("public override bool NeedsScope => true;");
            writer.Line();
        }

        foreach (string suppression in overload.Suppressions) writer.Lines(suppression);
        writer.Lines($"""
            public override {model.Type} Create({model.KeyType} key, {WellKnownNames.Runtime}ChildScope {overload.ScopeParameter}) =>
                new({string.Join(", ", (IEnumerable<string>)overload.ConstructorArguments)});
            """);
        writer.Close();
    }

    private static string FactoryInterface(TrackerModel model) => $"{WellKnownNames.Runtime}ITrackerFactory<{model.TrackerType}>";
}

using System.Collections.Generic;
using System.Linq;
using GenTracker.Generators.Emission;
using GenTracker.Generators.Model;
using GenTracker.Orleans.Generators.Declarations;
using GenTracker.Orleans.Generators.Model;

namespace GenTracker.Orleans.Generators.Emission;

/// <summary>Writes the class that does on a node what has come over the wire: a number becomes a typed member.</summary>
internal static class BindingEmitter
{
    private const string Invariant = "global::System.Globalization.CultureInfo.InvariantCulture";

    private const string Unsafe = "global::System.Runtime.CompilerServices.Unsafe.As";

    private const string Status = ClusterNames.Runtime + "CallStatus.";

    /// <summary>Writes the class.</summary>
    public static void Emit(CodeWriter writer, ClusterModel model)
    {
        TrackerModel tracker = model.Tracker;
        writer.Line();
        writer.Lines($"""
            // Does on a node what has come over the wire.
            {ClusterNames.OfClusterMember(model)}{(model.IsObsolete ? WellKnownNames.Obsolete : "")}
            private sealed class {ClusterNames.Binding} : {ClusterNames.Runtime}ClusterBinding{ClusterNames.TypeArguments(model)}
            """);
        writer.Open();
        if (model.KeyFormat is not null)
        {
            writer.Lines($"private static readonly {ClusterNames.Orleans}IKeyFormat<{tracker.KeyType}> KeyFormat = new {model.KeyFormat}();");
            writer.Line();
        }

        (string read, string write) = model.KeyFormat is not null ? ("KeyFormat.Parse(text)", "KeyFormat.Format(key)")
            : tracker.HasStringKeys ? ("text", "key")
            : ($"Parse<{tracker.KeyType}>(text)", $"string.Create({Invariant}, $\"{{key}}\")");
        writer.Lines($$"""
            public static readonly {{ClusterNames.Binding}} Instance = new();

            public override string TrackerName => {{tracker.DisplayName}};

            public override string GrainType => {{model.GrainType}};

            protected override {{tracker.KeyType}} ReadKey(string text) => {{read}};

            protected override string WriteKey({{tracker.KeyType}} key) => {{write}};
            """);
        EmitOpen(writer, model);
        EmitChange(writer, model);
        EmitRead(writer, model);
        EmitMatches(writer, model);
        EmitCalls(writer, model);
        EmitHelpers(writer, model);
        writer.Close();
    }

    private static void EmitHelpers(CodeWriter writer, ClusterModel model)
    {
        if (model.KeyFormat is null && !model.Tracker.HasStringKeys)
        {
            // By its type parameter, because a key may implement the interface explicitly.
            writer.Line();
            writer.Lines($"private static T Parse<T>(string text) where T : global::System.IParsable<T> => T.Parse(text, {Invariant});");
        }

        if (!model.Attributes.Any(static attribute => attribute.IgnoresCase && IsFilter(attribute))) return;
        writer.Line();
        writer.Lines($"private static bool MatchesIgnoringCase(string? present, in {ClusterNames.Orleans}AttrFilter filter)");
        writer.Open();
        writer.Lines($$"""
            int order = global::System.StringComparer.OrdinalIgnoreCase.Compare(present, filter.Value.To<string?>());
            return filter.Comparison switch
            {
                {{ClusterNames.Orleans}}Comparison.Equal => order == 0,
                {{ClusterNames.Orleans}}Comparison.AtLeast => order >= 0,
                _ => order <= 0,
            };
            """);
        writer.Close();
    }

    private static bool IsFilter(ClusterAttributeModel attribute) => attribute.Filter != FilterKind.None && !attribute.Property.IsSecret;

    private static void EmitOpen(CodeWriter writer, ClusterModel model)
    {
        writer.Line();
        writer.Lines($"""
            public override {ClusterNames.ValueTaskOf(model.Tracker.Type)} OpenAsync(
                {ClusterNames.TrackerType(model)} tracker,
                {model.Tracker.KeyType} key,
                {ClusterNames.Runtime}OpenArgs args,
                global::GenTracker.ChildOptions options,
                {WellKnownNames.CancellationToken} cancellationToken)
            """);
        writer.Open();

        // The opener has given all arguments of one constructor, by name. The one with the most of them comes first.
        OpenOverloadModel[] overloads = [.. model.Tracker.OpenOverloads.OrderByDescending(static overload => overload.Arguments.Count)];
        for (int i = 0; i < overloads.Length; i++)
        {
            OpenOverloadModel overload = overloads[i];
            string condition = string.Join(" && ", overload.Arguments.Select(static argument => $"args.Has(\"{argument.PlainName}\")"));
            string arguments = string.Concat(overload.Arguments.Select(
                static argument => $"args.Get<{argument.Type}>(\"{argument.PlainName}\"{Missing(argument)}), "));
            if (i < overloads.Length - 1) writer.Lines($"if ({condition})");
            writer.Lines($"{(i < overloads.Length - 1 ? "    " : "")}return tracker.FindOrOpenAsync(key, {arguments}options, cancellationToken);");
        }

        writer.Close();
    }

    /// <summary>The value of a parameter that the opener's version of the class does not have.</summary>
    private static string Missing(ArgumentModel argument) => argument.Default.Length == 0 ? "" : ", " + argument.Default.Substring(" = ".Length);

    private static void EmitChange(CodeWriter writer, ClusterModel model)
    {
        writer.Line();
        writer.Lines($"""
            public override {ClusterNames.Runtime}CallStatus Change(
                {model.Tracker.Type} child,
                uint attr,
                {ClusterNames.Runtime}AttrOperation operation,
                {ClusterNames.Runtime}AttrValue operand,
                {ClusterNames.Runtime}AttrValue delta,
                out {ClusterNames.Runtime}AttrValue value)
            """);
        writer.Open();
        writer.Lines("value = default;");
        ClusterAttributeModel[] changed = [.. model.Attributes.Where(static attribute => attribute.CanChange)];
        if (changed.Length > 0)
        {
            writer.Lines("switch (attr)");
            writer.Open();
            foreach (ClusterAttributeModel attribute in changed) EmitChanges(writer, attribute);
            writer.Close();
        }

        writer.Lines($"return {Status}Unknown;");
        writer.Close();
    }

    private static void EmitChanges(CodeWriter writer, ClusterAttributeModel attribute)
    {
        TrackedPropertyModel property = attribute.Property;
        string operand = $"operand.To<{property.Type}>()", delta = $"delta.To<{property.Type}>()", type = property.Type;
        writer.Lines($"case {attribute.Number}:");
        writer.Lines("    switch (operation)");
        writer.Lines("    {");
        if (attribute.Counts is { } counter)
        {
            if (counter.IsStriped)
            {
                Case("Add", counter.TryIncrement, name => $"return child.{name}({operand}) ? {Status}Done : {Status}Ended;");
                Case("Subtract", counter.Decrement, name => $"child.{name}({operand}); return {Status}Done;");
            }
            else
            {
                Case(
                    "Add",
                    counter.TryIncrement,
                    name => $"return child.{name}({operand}, out {type} added) ? Done<{type}>(added, out value) : {Status}Ended;");
                Case(
                    "Subtract",
                    counter.TryDecrement,
                    name => $"return child.{name}({operand}, out {type} left) ? Done<{type}>(left, out value) : {Status}Ended;");
                Case(
                    "AddUpTo",
                    counter.IncrementUpTo,
                    name => $"return DoneOrRefused<{type}>(child.{name}({operand}, out {type} highest, {delta}), highest, out value);");
                Case(
                    "SubtractDownTo",
                    counter.DecrementDownTo,
                    name => $"return DoneOrRefused<{type}>(child.{name}({operand}, out {type} lowest, {delta}), lowest, out value);");
                Case("Raise", counter.Raise, name => $"return Done<{type}>(child.{name}({operand}), out value);");
                Case("RetireAt", counter.RetireAt, name => $"return child.{name}({operand}) ? {Status}Done : {Status}Refused;");
            }
        }

        if (attribute.SetAccessibility is not null)
        {
            Case("Set", property.Name, name => $"child.{name} = {operand}; return {Status}Done;");
            Case("TrySet", property.Settable?.TrySet, name => $"return child.{name}({operand}) ? {Status}Done : {Status}Refused;");
            if (!property.IsSecret) Case("Exchange", property.Settable?.Exchange, name => $"return Done<{type}>(child.{name}({operand}), out value);");
        }

        writer.Lines("    }");
        writer.Line();
        writer.Lines("    break;");

        void Case(string operation, string? member, System.Func<string, string> body)
        {
            if (member is not null) writer.Lines($"        case {ClusterNames.Runtime}AttrOperation.{operation}: {body(member)}");
        }
    }

    private static void EmitRead(CodeWriter writer, ClusterModel model)
    {
        ClusterAttributeModel[] attributes = [.. model.Attributes.Where(static attribute => !attribute.Property.IsSecret)];
        writer.Line();
        writer.Lines($"public override {ClusterNames.Runtime}AttrSnapshot Read({model.Tracker.Type} child)");
        writer.Open();
        writer.Lines($"""
            {ClusterNames.AttrsType(model)} attrs = child.ReadAttrs();
            {ClusterNames.Runtime}AttrSnapshot snapshot = new(FormatKey(child.Key), child.Incarnation, {attributes.Length});
            """);
        for (int i = 0; i < attributes.Length; i++)
        {
            TrackedPropertyModel property = attributes[i].Property;
            writer.Lines($"snapshot.Set<{property.Type}>({i}, {attributes[i].Number}, attrs.{property.Name});");
        }

        writer.Lines("return snapshot;");
        writer.Close();
    }

    private static void EmitMatches(CodeWriter writer, ClusterModel model)
    {
        writer.Line();
        writer.Lines($"public override bool Matches({model.Tracker.Type} child, in {ClusterNames.Orleans}AttrFilter filter) => filter.Attr switch");
        writer.Open();
        foreach (ClusterAttributeModel attribute in model.Attributes)
        {
            if (!IsFilter(attribute)) continue;
            TrackedPropertyModel property = attribute.Property;
            writer.Lines(attribute.IgnoresCase
                ? $"{attribute.Number} => MatchesIgnoringCase(child.{property.Name}, filter),"
                : $"{attribute.Number} => Matches<{property.Type}>(child.{property.Name}, filter),");
        }

        writer.Lines("_ => false,");
        writer.Close(";");
    }

    private static void EmitCalls(CodeWriter writer, ClusterModel model)
    {
        writer.Line();
        writer.Lines($"""
            public override {ClusterNames.ValueTaskOf("TResult")} CallAsync<TArgs, TResult>(
                {model.Tracker.Type} child, uint method, TArgs args, {WellKnownNames.CancellationToken} cancellationToken)
            """);
        writer.Open();
        if (model.Calls.Count == 0)
        {
            writer.Lines("throw UnknownCall(method);");
            writer.Close();
            return;
        }

        writer.Lines("switch (method)");
        writer.Open();
        foreach (CallModel call in model.Calls)
        {
            string result = call.ResultType ?? ClusterNames.NoResult;
            string token = call.IsCancellable ? ", cancellationToken" : "";
            string task = ClusterNames.ValueTaskOf(result), runtimeResult = call.RuntimeResultType ?? ClusterNames.NoResult;
            writer.Lines($$"""
                case {{call.Number}} when typeof(TArgs) == typeof({{call.ArgumentsType}}) && typeof(TResult) == typeof({{runtimeResult}}):
                {
                    {{task}} call = Call{{Suffix(call)}}(child, {{Unsafe}}<TArgs, {{call.ArgumentsType}}>(ref args){{token}});
                    return {{Unsafe}}<{{task}}, {{ClusterNames.ValueTaskOf("TResult")}}>(ref call);
                }

                """);
        }

        writer.Lines("""
            default:
                throw UnknownCall(method);
            """);
        writer.Close();
        writer.Close();
        foreach (CallModel call in model.Calls) EmitCall(writer, model, call);
    }

    private static void EmitCall(CodeWriter writer, ClusterModel model, CallModel call)
    {
        string result = call.ResultType ?? ClusterNames.NoResult;
        string method = $"child.{call.Method}({call.ChildArguments})";
        bool waits = call.Wait != CallWait.None;
        writer.Line();
        writer.Lines($"""
            private static {(waits ? "async " : "")}{ClusterNames.ValueTaskOf(result)} Call{Suffix(call)}(
                {model.Tracker.Type} child, {call.ArgumentsType} args{(call.IsCancellable ? $", {WellKnownNames.CancellationToken} cancellationToken" : "")})
            """);
        writer.Open();
        string done = waits ? $"await {method}.ConfigureAwait(false)" : method;
        if (call.ResultType is null)
        {
            writer.Lines($"""
                {done};
                return {(waits ? "true" : $"new {ClusterNames.ValueTaskOf(result)}(true)")};
                """);
        }
        else
        {
            writer.Lines(waits ? $"return {done};" : $"return new {ClusterNames.ValueTaskOf(result)}({done});");
        }

        writer.Close();
    }

    private static string Suffix(CallModel call) => call.Method.TrimStart('@');
}

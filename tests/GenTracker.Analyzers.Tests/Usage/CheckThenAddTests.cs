namespace GenTracker.Analyzers.Tests.Usage;

/// <summary>GT1002 and its fix.</summary>
public class CheckThenAddTests
{
    private const string Add = "rooms.AddExisting(name, room, Task.Delay(n))";
    private const string Reported = "{|GT1002:" + Add + "|}";

    [Theory]
    [InlineData(
        "if (rooms.Find(name) is null)\n{\n    await using var here = {|GT1002:rooms.AddExisting(name, room)|};\n    await Task.Yield();\n}",
        "if (rooms.TryAddExisting(name, room, null, out var added))\n{\n    await using var here = added;\n    await Task.Yield();\n}")]
    [InlineData(
        "if (rooms.Find(name) is not null) return;\nawait using var here = {|GT1002:rooms.AddExisting(name, room)|};",
        "if (!rooms.TryAddExisting(name, room, null, out var added)) return;\nawait using var here = added;")]
    [InlineData(
        "// Only once.\nif (rooms.Find(name) != null)\n{\n    return;\n}\nvar mine = new Room();\n" +
        "await using var here = {|GT1002:rooms.AddExisting(name, mine)|};",
        "var mine = new Room();\n// Only once.\nif (!rooms.TryAddExisting(name, mine, null, out var added))\n{\n    return;\n}\nawait using var here = added;")]
    [InlineData(
        "if (rooms.Find(name) == null) {|GT1002:rooms.AddExisting(name, room, Task.Delay(n))|};",
        "rooms.TryAddExisting(name, room, Task.Delay(n), out _);")]
    [InlineData(
        "if (null == rooms.Find(name))\n{\n    {|GT1002:rooms.AddExisting(name, room, completion: Task.Delay(n))|};\n}",
        "rooms.TryAddExisting(name, room, completion: Task.Delay(n), out _);")]
    [InlineData(
        "if (rooms.Find(name) is not { }) {|GT1002:rooms.AddExisting(name, room, Task.Delay(n))|};",
        "rooms.TryAddExisting(name, room, Task.Delay(n), out _);")]
    [InlineData(
        "if (rooms.Find(name) is { })\n{\n    n++;\n}\nelse\n{\n    await using var here = {|GT1002:rooms.AddExisting(name, room)|};\n}",
        "if (!rooms.TryAddExisting(name, room, null, out var added))\n{\n    n++;\n}\nelse\n{\n    await using var here = added;\n}")]
    [InlineData(
        "if (!(rooms.Find(name) is not null))\n{\n    {|GT1002:rooms.AddExisting(name, room, Task.Delay(n))|};\n    n++;\n}",
        "if (!(rooms.Find(name) is not null))\n{\n    {|GT1002:rooms.AddExisting(name, room, Task.Delay(n))|};\n    n++;\n}")]
    [InlineData(
        "if (rooms.Find(name) is not null) return;\nChildRegistration here = {|GT1002:rooms.AddExisting(name, room)|};\nawait here.DisposeAsync();",
        "if (!rooms.TryAddExisting(name, room, null, out ChildRegistration? added)) return;\nChildRegistration here = added;\nawait here.DisposeAsync();")]
    [InlineData(
        "if (rooms.Find(name) is not null) return;\nIAsyncDisposable here = {|GT1002:rooms.AddExisting(name, room)|};\nawait here.DisposeAsync();",
        "if (!rooms.TryAddExisting(name, room, null, out var added)) return;\nIAsyncDisposable here = added;\nawait here.DisposeAsync();")]
    [InlineData(
        "if (rooms.Find(name) is not null) return; // taken\n\n// Ours.\nawait using var here = {|GT1002:rooms.AddExisting(name, room)|}; // adopted",
        "if (!rooms.TryAddExisting(name, room, null, out var added)) return; // taken\n\n// Ours.\nawait using var here = added; // adopted")]
    [InlineData(
        "string[] names = [name];\nif (rooms.Find(names[n]) is null) {|GT1002:rooms.AddExisting(names[n], room, Task.Delay(n))|}; // added",
        "string[] names = [name];\nrooms.TryAddExisting(names[n], room, Task.Delay(n), out _); // added")]
    public Task Fix_uses_TryAddExisting(string before, string after) =>
        before == after ? Verify.NoCodeFixAsync(UsageCode.InMethod(before)) : Verify.CodeFixAsync(UsageCode.InMethod(before), UsageCode.InMethod(after));

    [Theory]
    [InlineData("var found = rooms.Find(name);\nif (found is null)\n{\n    await using var here = {|GT1002:rooms.AddExisting(name, room)|};\n}")]
    [InlineData("if (rooms.Find(name) is { } found) return;\nawait using var here = {|GT1002:rooms.AddExisting(name, room)|};")]
    [InlineData("if (n > 0 && rooms.Find(name) is null)\n{\n    await using var here = {|GT1002:rooms.AddExisting(name, room)|};\n}")]
    [InlineData("if (rooms.Find(name) is not null || n > 0) return;\nawait using var here = {|GT1002:rooms.AddExisting(name, room)|};")]
    [InlineData("if (rooms.Find(name) is null)\n{\n    await Task.Yield();\n    await using var here = {|GT1002:rooms.AddExisting(name, room)|};\n}")]
    [InlineData(
        "if (rooms.Find(\"x\") is null)\n{\n    if (n > 0) throw new Exception();\n    await using var here = {|GT1002:rooms.AddExisting(\"x\", room)|};\n}")]
    [InlineData("if (rooms.Find(name) is not null) return;\nConsole.WriteLine();\nawait using var here = {|GT1002:rooms.AddExisting(name, room)|};")]
    public Task No_fix_if_more_code_stands_between_the_calls(string statements) => Verify.NoCodeFixAsync(UsageCode.InMethod(statements));

    [Theory]
    [InlineData("while (rooms.Find(name) is null)\n{\n    {|GT1002:rooms.AddExisting(name, room, Task.Delay(n))|};\n}")]
    [InlineData("while (n > 0 && rooms.Find(name) == null) {|GT1002:rooms.AddExisting(name, room, Task.Delay(n))|};")]
    [InlineData("for (int i = 0; rooms.Find(name) is null; i++) {|GT1002:rooms.AddExisting(name, room, Task.Delay(n))|};")]
    [InlineData("while (rooms.Find(name) is not null) await Task.Delay(n);\nawait using var here = {|GT1002:rooms.AddExisting(name, room)|};")]
    [InlineData("while (rooms.Find(name) is not null)\n{\n    foreach (char each in name) { if (each == 'x') break; }\n}\n" + Reported + ";")]
    [InlineData("do { await Task.Delay(n); } while (rooms.Find(name) is { });\n{|GT1002:rooms.AddExisting(name, room, Task.Delay(n))|};")]
    [InlineData("while (rooms.Find(name) is not null) name += 1;\nawait using var here = {|GT1002:rooms.AddExisting(name, room)|};")]
    public Task Reports_loops_that_check_the_key(string statements) => Verify.NoCodeFixAsync(UsageCode.InMethod(statements));

    [Theory]
    [InlineData("switch (rooms.Find(name))\n{\n    case null:\n        {|GT1002:rooms.AddExisting(name, room, Task.Delay(n))|};\n        break;\n}")]
    [InlineData("switch (rooms.Find(name))\n{\n    case null when n > 0:\n        {|GT1002:rooms.AddExisting(name, room, Task.Delay(n))|};\n        break;\n}")]
    [InlineData("switch (rooms.Find(name))\n{\n    case not null:\n        return;\n    default:\n        " + Reported + ";\n        break;\n}")]
    [InlineData(
        "var found = rooms.Find(name);\nswitch (found)\n{\n    case Room other:\n        room.Next = other;\n        break;\n    case null:\n" +
        "        " + Reported + ";\n        break;\n}")]
    [InlineData("var here = rooms.Find(name) switch { null => " + Reported + ", _ => null };\nawait here!.DisposeAsync();")]
    [InlineData("var here = rooms.Find(name) switch { { } => null, _ => " + Reported + " };\nawait here!.DisposeAsync();")]
    [InlineData(
        "var found = rooms.Find(name);\nif (found is null)\n{\n    found = new Room();\n    {|GT1002:rooms.AddExisting(name, found, Task.Delay(n))|};\n}")]
    public Task Reports_switches_and_locals_that_check_the_key(string statements) => Verify.NoCodeFixAsync(UsageCode.InMethod(statements));

    [Theory]
    [InlineData("if (rooms.Find(name) is not null) return;\n// Ours.\n{|GT1002:rooms.AddExisting(name, room, Task.Delay(n))|};")]
    [InlineData("if (rooms.Find(name) is not null) return;\n#if !OTHER\n{|GT1002:rooms.AddExisting(name, room, Task.Delay(n))|};\n#endif")]
    [InlineData("if (rooms.Find(name) is null)\n{\n    // Ours.\n    {|GT1002:rooms.AddExisting(name, room, Task.Delay(n))|};\n}")]
    [InlineData("if (rooms.Find(name) is null) // free\n    {|GT1002:rooms.AddExisting(name, room, Task.Delay(n))|};")]
    [InlineData("if (rooms.Find(name) is null)\n{\n#if !OTHER\n    {|GT1002:rooms.AddExisting(name, room, Task.Delay(n))|};\n#endif\n}")]
    [InlineData("if (rooms.Find(name) is null)\n{\n    // Ours.\n    {|GT1002:rooms.AddExisting(name, room, Task.Delay(n))|};\n    n++;\n}")]
    [InlineData("if (rooms.Find(name) /* now */ is null) {|GT1002:rooms.AddExisting(name, room, Task.Delay(n))|};")]
    public Task No_fix_if_a_comment_or_directive_would_be_lost(string statements) => Verify.NoCodeFixAsync(UsageCode.InMethod(statements));

    [Theory]
    [InlineData("string[] names = [name];\nif (rooms.Find(names[n]) is not null) return;\nn++;\nawait using var here = rooms.AddExisting(names[n], room);")]
    [InlineData("Lock gate = new();\nusing (gate.EnterScope())\n{\n    if (rooms.Find(name) is null) rooms.AddExisting(name, room, Task.Delay(n));\n}")]
    [InlineData("if (rooms.Find(name) is null) return;\nawait using var here = rooms.AddExisting(name + n, room);")]
    [InlineData("if (rooms.Find(name) is not null)\n{\n    await using var here = rooms.AddExisting(name, room);\n}")]
    [InlineData("if (rooms.Find(name) is null) return;\nawait using var here = rooms.AddExisting(name, room);")]
    [InlineData("if (rooms.Find(name) is not null) n++;\nawait using var here = rooms.AddExisting(name, room);")]
    [InlineData("if (rooms.Find(name) is { Open: true }) return;\nawait using var here = rooms.AddExisting(name, room);")]
    [InlineData("if (rooms.Find(name) is not null) return;\nname = \"x\";\nawait using var here = rooms.AddExisting(name, room);")]
    [InlineData("if (n > 0 || rooms.Find(name) is null)\n{\n    await using var here = rooms.AddExisting(name, room);\n}")]
    [InlineData("lock (rooms)\n{\n    if (rooms.Find(name) is null) rooms.AddExisting(name, room, Task.Delay(n));\n}")]
    [InlineData("if (rooms.Find(name) is null)\n{\n    try { rooms.AddExisting(name, room, Task.Delay(n)); } catch (ChildAlreadyExistsException) { }\n}")]
    [InlineData("if (jobs.Find(name) is null) await jobs.FindOrOpenAsync(name);")]
    [InlineData("if (rooms.TryAddExisting(name, room, null, out var here)) await here.DisposeAsync();")]
    [InlineData("while (rooms.Find(name) is not null)\n{\n    await using var here = rooms.AddExisting(name, room);\n}")]
    [InlineData("while (rooms.Find(name) is null) await Task.Delay(n);\nawait using var here = rooms.AddExisting(name, room);")]
    [InlineData(
        "while (rooms.Find(name) is not null)\n{\n    if (n > 0) break;\n    await Task.Delay(n);\n}\nawait using var here = rooms.AddExisting(name, room);")]
    [InlineData("while (rooms.Find(name) is not null)\n{\n    if (n > 0) goto Add;\n}\nAdd:\nrooms.AddExisting(name, room, Task.Delay(n));")]
    [InlineData("while (rooms.Find(name) is not null) await Task.Delay(n);\nname = \"x\";\nawait using var here = rooms.AddExisting(name, room);")]
    [InlineData("var found = rooms.Find(name);\nwhile (found is not null) found = found.Next;\nawait using var here = rooms.AddExisting(name, room);")]
    [InlineData("var found = rooms.Find(name);\nfound = found?.Next;\nif (found is null)\n{\n    await using var here = rooms.AddExisting(name, room);\n}")]
    [InlineData("do\n{\n    await using var here = rooms.AddExisting(name, room);\n}\nwhile (rooms.Find(name) is null);")]
    [InlineData("while (rooms.Find(name) is null)\n{\n    try { " + Add + "; } catch (ChildAlreadyExistsException) { await Task.Delay(n); }\n}")]
    [InlineData("while (rooms.Find(name) is not null) await Task.Delay(n);\ntry { " + Add + "; } catch (ChildAlreadyExistsException) { n++; }")]
    [InlineData("lock (rooms)\n{\n    while (rooms.Find(name) is null) rooms.AddExisting(name, room, Task.Delay(n));\n}")]
    [InlineData("switch (rooms.Find(name))\n{\n    case { }:\n        rooms.AddExisting(name, room, Task.Delay(n));\n        break;\n}")]
    [InlineData("switch (rooms.Find(name))\n{\n    case { Open: true }:\n        return;\n    default:\n        " + Add + ";\n        break;\n}")]
    [InlineData("switch (rooms.Find(name))\n{\n    case null:\n    case { Open: true }:\n        " + Add + ";\n        break;\n}")]
    [InlineData("switch (rooms.Find(name + n))\n{\n    case null:\n        rooms.AddExisting(name, room, Task.Delay(n));\n        break;\n}")]
    [InlineData("var here = rooms.Find(name) switch { { Open: true } => null, _ => " + Add + " };\nawait here!.DisposeAsync();")]
    public Task Allows_other_conditions_and_handled_conflicts(string statements) => Verify.AnalyzerAsync(UsageCode.InMethod(statements));
}

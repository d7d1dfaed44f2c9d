namespace GenTracker.Analyzers.Tests.Usage;

/// <summary>GT1015 and its fix.</summary>
public class OvershootTests
{
    [Theory]
    [InlineData(
        "if ({|GT1015:room.IncrementPlayers() > max|})\n{\n    room.DecrementPlayers();\n    return;\n}",
        "if (!room.IncrementPlayersUpTo(max, out _))\n{\n    return;\n}")]
    [InlineData(
        "if ({|GT1015:room.IncrementPlayers(n) >= max|})\n{\n    room.DecrementPlayers(n);\n    return;\n}",
        "if (!room.IncrementPlayersUpTo(max - 1, out _, n))\n{\n    return;\n}")]
    [InlineData(
        "if ({|GT1015:max + n < room.IncrementPlayers()|})\n{\n    room.DecrementPlayers();\n    return;\n}",
        "if (!room.IncrementPlayersUpTo(max + n, out _))\n{\n    return;\n}")]
    [InlineData(
        "if ({|GT1015:room.IncrementBytes() <= max|})\n{\n    room.Open = true;\n}\nelse\n{\n    room.DecrementBytes();\n    return;\n}",
        "if (room.IncrementBytesUpTo(max, out _))\n{\n    room.Open = true;\n}\nelse\n{\n    return;\n}")]
    [InlineData(
        "if ({|GT1015:room.IncrementPlayers() < max|})\n    room.Open = true;\nelse\n    room.DecrementPlayers();",
        "if (room.IncrementPlayersUpTo(max - 1, out _))\n    room.Open = true;")]
    [InlineData(
        "if ({|GT1015:room.IncrementPlayers() > max|}) room.DecrementPlayers(); // full",
        "room.IncrementPlayersUpTo(max, out _); // full")]
    [InlineData(
        "// One more?\nint now = room.IncrementPlayers();\nif ({|GT1015:now > max|})\n{\n    room.DecrementPlayers();\n    return;\n}\nroom.Plain = now;",
        "// One more?\nif (!room.IncrementPlayersUpTo(max, out int now))\n{\n    return;\n}\nroom.Plain = now;")]
    [InlineData(
        "// One more?\nif ({|GT1015:room.IncrementPlayers() > max|}) // one too many\n{\n    room.DecrementPlayers();\n    // Full.\n    return;\n}",
        "// One more?\nif (!room.IncrementPlayersUpTo(max, out _)) // one too many\n{\n    // Full.\n    return;\n}")]
    public Task Fix_increments_up_to_the_bound(string before, string after) => Verify.CodeFixAsync(UsageCode.InMethod(before), UsageCode.InMethod(after));

    [Theory]
    [InlineData("long now = room.IncrementPlayers();\nif ({|GT1015:now > max|})\n{\n    room.DecrementPlayers();\n    return;\n}\nroom.Plain = (int)now;")]
    [InlineData("long much = n;\nif ({|GT1015:room.IncrementPlayers() > much|}) room.DecrementPlayers();")]
    [InlineData("int now = room.IncrementPlayers();\nif ({|GT1015:now > max|})\n{\n    room.DecrementPlayers();\n    Console.WriteLine(now);\n}")]
    public Task No_fix_if_the_result_would_differ(string statements) => Verify.NoCodeFixAsync(UsageCode.InMethod(statements));

    [Theory]
    [InlineData("if ({|GT1015:room.IncrementPlayers() > max|})\n{\n    // Back.\n    room.DecrementPlayers();\n    return;\n}")]
    [InlineData("if ({|GT1015:room.IncrementPlayers() > max|})\n{\n    room.DecrementPlayers(); // back\n    return;\n}")]
    [InlineData("if ({|GT1015:room.IncrementPlayers() > max|})\n{\n    // Back.\n    room.DecrementPlayers();\n}")]
    [InlineData("if ({|GT1015:room.IncrementPlayers() <= max|})\n{\n    return;\n}\nelse\n{\n    // Back.\n    room.DecrementPlayers();\n}")]
    [InlineData("int now = room.IncrementPlayers(); // counted\nif ({|GT1015:now > max|})\n{\n    room.DecrementPlayers();\n    return;\n}")]
    [InlineData("int now = room.IncrementPlayers();\n// Too many?\nif ({|GT1015:now > max|})\n{\n    room.DecrementPlayers();\n    return;\n}")]
    public Task No_fix_if_a_comment_would_be_lost(string statements) => Verify.NoCodeFixAsync(UsageCode.InMethod(statements));

    [Theory]
    [InlineData("if (room.IncrementPlayers() > max) room.Open = false;")]
    [InlineData("if (room.IncrementPlayers(n) > max) room.DecrementPlayers();")]
    [InlineData("if (room.IncrementPlayers() > max) room.Next!.DecrementPlayers();")]
    [InlineData("if (room.IncrementPlayers() > max) room.DecrementMost();")]
    [InlineData("if (room.IncrementPlayers() == max) room.DecrementPlayers();")]
    [InlineData("if (room.IncrementPlayers() > max) room.Open = true; else room.DecrementPlayers();")]
    [InlineData("lock (rooms) { if (room.IncrementPlayers() > max) room.DecrementPlayers(); }")]
    [InlineData("if (!room.IncrementPlayersUpTo(max, out _)) return;")]
    public Task Allows_other_comparisons(string statements) => Verify.AnalyzerAsync(UsageCode.InMethod(statements));
}

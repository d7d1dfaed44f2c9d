namespace GenTracker.Analyzers.Tests.FixedCode;

/// <summary>Code that a rule reports and that its fix can change, to be put in any place.</summary>
/// <param name="Text">The code: statements, or an expression of type <c>bool</c>.</param>
/// <param name="IsInRun">Whether the rule looks at runs of children only.</param>
/// <param name="IsExpression">Whether the code is an expression.</param>
internal sealed record Misuse(string Text, bool IsInRun = false, bool IsExpression = false)
{
    /// <summary>Misuses of each kind that a fix distinguishes.</summary>
    public static readonly Misuse[] All =
    [
        new("room.Players++;"),
        new("room.Players += n;"),
        new("if (room.Most < n) room.Most = n;"),
        new("room.Most = Math.Max(room.Most, n);"),
        new("room.Tags = (room.Tags ?? []).Add(name);"),
        new("room.Title += name + n;"),
        new("room.Seat = room.Seat with { Guest = name };"),
        new("room.Players++ > max", IsExpression: true),
        new("(room.Title += name) == \"\"", IsExpression: true),
        new("if (rooms.Find(name) is null) rooms.AddExisting(name, room, Task.CompletedTask);"),
        new("if (rooms.Find(name) is not null) throw new InvalidOperationException();\nvar here = rooms.AddExisting(name, room);\n" +
            "Console.WriteLine(here.Stopping);"),
        new("jobs.StopAsync(name).Wait();"),
        new("n += (int)jobs.FindOrOpenAsync(name).Result.Done;"),
        new("jobs.StopAsync(name).Result", IsExpression: true),
        new("jobs.FindOrOpenAsync(name).AsTask().Result is { Done: > 0 }", IsExpression: true),
        new("rooms.AddExisting(name, room);\nConsole.WriteLine(n);"),
        new("var here = rooms.AddExisting(name, room);\nConsole.WriteLine(here.Stopping);"),
        new("await rooms.TakeOverAsync(name, room);\nConsole.WriteLine(n);"),
        new("_ = players.FindOrOpenAsync(name, new FileStream(name, FileMode.Open));"),
        new("players.FindOrOpenAsync(name, new FileStream(name, FileMode.Open), 5) is { IsCompleted: true }", IsExpression: true),
        new("if (room.IncrementPlayers() > max) { room.DecrementPlayers(); throw new InvalidOperationException(); }"),
        new("int now = room.IncrementPlayers();\nif (now > max) { room.DecrementPlayers(); throw new InvalidOperationException(); }\nConsole.WriteLine(now);"),
        new("if (room.IncrementBytes() <= max) { room.Open = true; } else { room.DecrementBytes(); n++; }"),
        new("if (room.Bytes < max) room.IncrementBytes();"),
        new("if (room.Players < max) { int now = room.IncrementPlayers(); Console.WriteLine(now); }"),
        new("if (room.Players >= max) throw new InvalidOperationException();\nroom.IncrementPlayers();\nn++;"),
        new("if (room.Bytes == 0) _ = rooms.StopAsync(room.Key);"),
        new("room.IncrementBytes();\nawait Task.Delay(n);\nroom.DecrementBytes();"),
        new("foreach (int size in new[] { 1, n }) rooms.IncrementBytes(name, size);"),
        new("foreach (int size in new[] { 1, n })\n{\n    if (rooms.TryIncrementPlayers(name, size, out int now)) Console.WriteLine(now);\n}"),
        new("rooms.Find(name.Substring(n))?.IncrementPlayers();"),
        new("rooms.Find(name.Substring(1)) is null", IsExpression: true),
        new("Thread.Sleep(1000);", IsInRun: true),
        new("Task.Delay(1000).Wait();", IsInRun: true),
        new("new SemaphoreSlim(n).Wait(max)", IsInRun: true, IsExpression: true),
        new("Task.Run(() => n > 0).Result", IsInRun: true, IsExpression: true),
        new("_ = games.StopAsync(Key);", IsInRun: true),
        new("await games.StopAsync(Key);", IsInRun: true),
        new("_ = new Timer(_ => IncrementMoves(), null, 0, 5);", IsInRun: true),
        new("_ = new Timer(state => IncrementMoves(n));", IsInRun: true),
    ];

    /// <summary>Puts the code in each place once, and in pairs of places. A seed draws some of these.</summary>
    public IEnumerable<string> Place(int count, int seed)
    {
        string[] members = IsInRun ? Places.Runs : [.. Places.Members, Places.Runs[0]];
        string[] inner = [.. Places.Statements, .. IsExpression ? Places.Expressions : []];
        Random random = new(seed);
        string[] all =
        [
            .. members.Select(member => Fill(member, Places.Hole)),
            .. inner.Skip(1).Select(place => Fill(members[0], place)),
            .. members.Select(member => Fill(member, inner[random.Next(inner.Length)])),
        ];
        random.Shuffle(all.AsSpan(1));
        return all.Take(count);
    }

    public override string ToString() => Text;

    private string Fill(string member, string place)
    {
        string plain = IsExpression && !Places.Expressions.Contains(place)
            ? place.Replace(Places.Hole, Places.PlainExpression, StringComparison.Ordinal)
            : place;
        return member.Replace(Places.Hole, plain, StringComparison.Ordinal).Replace(Places.Hole, Text, StringComparison.Ordinal);
    }
}

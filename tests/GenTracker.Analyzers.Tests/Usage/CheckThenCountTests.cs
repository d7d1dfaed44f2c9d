namespace GenTracker.Analyzers.Tests.Usage;

/// <summary>GT1018 and its fix.</summary>
public class CheckThenCountTests
{
    [Theory]
    [InlineData(
        "if (room.Players < max)\n{\n    {|GT1018:room.IncrementPlayers()|};\n    room.Open = true;\n}",
        "if (room.IncrementPlayersUpTo(max, out _))\n{\n    room.Open = true;\n}")]
    [InlineData("if (room.Bytes < 20) {|GT1018:room.IncrementBytes()|}; // one more", "room.IncrementBytesUpTo(20, out _); // one more")]
    [InlineData("if (max > room.Players) {|GT1018:room.IncrementPlayers(1)|};", "room.IncrementPlayersUpTo(max, out _, 1);")]
    [InlineData("if (room.Players <= max) {|GT1018:room.IncrementPlayers()|};", "room.IncrementPlayersUpTo(max + 1, out _);")]
    [InlineData("if (room.Players <= 19) {|GT1018:room.IncrementPlayers()|};", "room.IncrementPlayersUpTo(20, out _);")]
    [InlineData("if (room.Players + n <= max) {|GT1018:room.IncrementPlayers(n)|};", "room.IncrementPlayersUpTo(max, out _, n);")]
    [InlineData("if (room.Players + n < max) {|GT1018:room.IncrementPlayers(n)|};", "room.IncrementPlayersUpTo(max - 1, out _, n);")]
    [InlineData("if (room.Players + 1 > max) return;\n{|GT1018:room.IncrementPlayers()|};", "if (!room.IncrementPlayersUpTo(max, out _)) return;")]
    [InlineData("if (room.Players is < 8) {|GT1018:room.IncrementPlayers()|};", "room.IncrementPlayersUpTo(8, out _);")]
    [InlineData(
        "if (room.Players >= max)\n{\n    return;\n}\n\n{|GT1018:room.IncrementPlayers()|};\nroom.Open = true;",
        "if (!room.IncrementPlayersUpTo(max, out _))\n{\n    return;\n}\nroom.Open = true;")]
    [InlineData(
        "if (room.Players >= max) return;\nint now = {|GT1018:room.IncrementPlayers()|};\nroom.Plain = now;",
        "if (!room.IncrementPlayersUpTo(max, out int now)) return;\nroom.Plain = now;")]
    [InlineData(
        "if (!(room.Players >= max))\n{\n    long now = {|GT1018:room.IncrementPlayers()|};\n    room.Plain = (int)now;\n}",
        "if (!(room.Players >= max))\n{\n    long now = {|GT1018:room.IncrementPlayers()|};\n    room.Plain = (int)now;\n}")]
    [InlineData(
        "if (!(room.Players >= max))\n{\n    int now = {|GT1018:room.IncrementPlayers()|};\n    room.Plain = now;\n}",
        "if (room.IncrementPlayersUpTo(max, out int now))\n{\n    room.Plain = now;\n}")]
    [InlineData(
        "if (room.Open && room.Players < max)\n{\n    {|GT1018:room.IncrementPlayers()|};\n    return;\n}",
        "if (room.Open && room.IncrementPlayersUpTo(max, out _))\n{\n    return;\n}")]
    [InlineData(
        "if (!room.Open || room.Players >= max) return;\n{|GT1018:room.IncrementPlayers()|};",
        "if (!room.Open || !room.IncrementPlayersUpTo(max, out _)) return;")]
    [InlineData(
        "if (room.Open && room.Players < max) {|GT1018:room.IncrementPlayers()|};",
        "if (room.Open) room.IncrementPlayersUpTo(max, out _);")]
    [InlineData(
        "if (room.Players < max)\n    {|GT1018:room.IncrementPlayers()|};\nelse\n    return;",
        "if (!room.IncrementPlayersUpTo(max, out _))\n    return;")]
    [InlineData(
        "if (room.Players >= max)\n    return;\nelse\n    {|GT1018:room.IncrementPlayers()|};",
        "if (!room.IncrementPlayersUpTo(max, out _))\n    return;")]
    [InlineData("if (room.Players > 0) {|GT1018:room.DecrementPlayers()|};", "room.DecrementPlayersDownTo(0, out _);")]
    [InlineData("if (room.Players >= 1) {|GT1018:room.DecrementPlayers()|};", "room.DecrementPlayersDownTo(0, out _);")]
    [InlineData("if (room.Players - n >= max) {|GT1018:room.DecrementPlayers(n)|};", "room.DecrementPlayersDownTo(max, out _, n);")]
    [InlineData("if (room.Players - n > max) {|GT1018:room.DecrementPlayers(n)|};", "room.DecrementPlayersDownTo(max + 1, out _, n);")]
    [InlineData("if (room.Bytes < n) return;\n{|GT1018:room.DecrementBytes(n)|};", "if (!room.DecrementBytesDownTo(0, out _, n)) return;")]
    [InlineData(
        "if (room.Bytes >= n)\n{\n    long left = {|GT1018:room.DecrementBytes(n)|};\n    room.Open = left > 0;\n}",
        "if (room.DecrementBytesDownTo(0, out long left, n))\n{\n    room.Open = left > 0;\n}")]
    public Task Fix_counts_up_to_the_bound(string before, string after) => before == after
        ? Verify.NoCodeFixAsync(UsageCode.InMethod(before))
        : Verify.CodeFixAsync(UsageCode.InMethod(before), UsageCode.InMethod(after));

    [Theory]
    [InlineData("if (room.Bytes == 0) _ = {|GT1018:rooms.StopAsync(room.Key)|}; // idle", "room.TryRetireAtBytes(0); // idle")]
    [InlineData("if (0 == room.Bytes) {|GT1018:rooms.StopAsync(room.Key)|};", "room.TryRetireAtBytes(0);")]
    [InlineData("if (room.Bytes is 0)\n{\n    _ = {|GT1018:rooms.StopAsync(room.Key)|};\n}", "room.TryRetireAtBytes(0);")]
    [InlineData(
        "if (room.Bytes == 0)\n{\n    _ = {|GT1018:rooms.StopAsync(room.Key)|};\n    n++;\n}",
        "if (room.TryRetireAtBytes(0))\n{\n    n++;\n}")]
    [InlineData("if (room.Bytes != 0) return;\n_ = {|GT1018:rooms.StopAsync(room.Key)|};", "if (!room.TryRetireAtBytes(0)) return;")]
    [InlineData("if (room.Bytes > 0) return;\n_ = {|GT1018:rooms.StopAsync(room.Key)|};", "if (room.Bytes > 0) return;\nroom.TryRetireAtBytes(0);")]
    [InlineData("if (room.Bytes < 1) _ = {|GT1018:rooms.StopAsync(room.Key)|};", "if (room.Bytes < 1) room.TryRetireAtBytes(0);")]
    [InlineData(
        "if (room.DecrementBytes() == 0) _ = {|GT1018:rooms.StopAsync(room.Key)|};",
        "if (room.DecrementBytes() == 0) room.TryRetireAtBytes(0);")]
    [InlineData(
        "long left = room.DecrementBytes();\nif (left == 0)\n{\n    _ = {|GT1018:rooms.StopAsync(room.Key)|};\n}",
        "long left = room.DecrementBytes();\nif (left == 0)\n{\n    room.TryRetireAtBytes(0);\n}")]
    [InlineData(
        "foreach (var each in rooms)\n{\n    if (each.Bytes == 0) _ = {|GT1018:rooms.StopAsync(each.Key)|};\n}",
        "foreach (var each in rooms)\n{\n    each.TryRetireAtBytes(0);\n}")]
    [InlineData(
        "var found = rooms.Find(name);\nif (found is not null && found.Bytes == 0) _ = {|GT1018:rooms.StopAsync(name)|};",
        "var found = rooms.Find(name);\nif (found is not null) found.TryRetireAtBytes(0);")]
    [InlineData(
        "var job = await jobs.FindOrOpenAsync(name);\nif (job.Done == 0) _ = {|GT1018:jobs.StopAsync(name)|};",
        "var job = await jobs.FindOrOpenAsync(name);\njob.TryRetireAtDone(0);")]
    [InlineData(
        "if (rooms.Find(name) is { } found && found.Bytes == 0) _ = {|GT1018:rooms.StopAsync(name)|};",
        "if (rooms.Find(name) is { } found) found.TryRetireAtBytes(0);")]
    [InlineData("if (room.Bytes == 0) {|GT1018:room.TryRetire()|};", "room.TryRetireAtBytes(0);")]
    public Task Fix_retires_an_idle_child(string before, string after) => Verify.CodeFixAsync(UsageCode.InMethod(before), UsageCode.InMethod(after));

    [Theory]
    [InlineData(
        "if (room.Bytes == 0) await {|GT1018:rooms.StopAsync(room.Key)|};",
        "if (room.TryRetireAtBytes(0)) await rooms.StopAsync(room);")]
    [InlineData(
        "var found = rooms.Find(name);\nif (found is not null && found.Bytes == 0) await {|GT1018:rooms.StopAsync(name, CancellationToken.None)|};",
        "var found = rooms.Find(name);\nif (found is not null && found.TryRetireAtBytes(0)) await rooms.StopAsync(found, CancellationToken.None);")]
    [InlineData(
        "foreach (var each in rooms) if (each.Bytes == 0) await {|GT1018:rooms.StopAsync(each.Key)|};",
        "foreach (var each in rooms) if (each.TryRetireAtBytes(0)) await rooms.StopAsync(each);")]
    public Task Fix_still_waits_for_the_end_of_the_child(string before, string after) =>
        Verify.CodeFixAsync(UsageCode.InMethod(before), UsageCode.InMethod(after));

    [Theory]
    [InlineData("if (room.Players < max)\n{\n    await Task.Delay(n);\n    {|GT1018:room.IncrementPlayers()|};\n}")]
    [InlineData("if (room.Players < max && room.Open) {|GT1018:room.IncrementPlayers()|};")]
    [InlineData("if (room.Players < max && {|GT1018:room.TryIncrementPlayers(1, out _)|}) room.Open = true;")]
    [InlineData("if (room.Players < max) room.Plain = {|GT1018:room.IncrementPlayers()|};")]
    [InlineData("int now = room.Players < max ? {|GT1018:room.IncrementPlayers()|} : 0;")]
    [InlineData("if (room.Bytes < max)\n{\n    using var seat = {|GT1018:room.AcquireBytes()|};\n    await Task.Yield();\n}")]
    [InlineData("int now = room.Players;\nif (now < max) {|GT1018:room.IncrementPlayers()|};")]
    [InlineData("if (room.Level <= n) {|GT1018:room.IncrementLevel()|};")]
    [InlineData("long most = max;\nif (room.Players < most) {|GT1018:room.IncrementPlayers()|};")]
    [InlineData("if (rooms.Find(name)?.Players < max) {|GT1018:rooms.IncrementPlayers(name)|};")]
    [InlineData("var found = rooms.Find(name);\nif (found?.Players < max) {|GT1018:found.IncrementPlayers()|};")]
    [InlineData("if (rooms.Find(name) is { Players: < 8 } found) {|GT1018:found.IncrementPlayers()|};")]
    [InlineData("if (room.Players < max) // free\n{\n    // One more.\n    {|GT1018:room.IncrementPlayers()|};\n}")]
    [InlineData("if (rooms.Find(name)?.Bytes == 0) _ = {|GT1018:rooms.StopAsync(name)|};")]
    [InlineData("if (rooms.Find(name) is { Bytes: 0 }) await {|GT1018:rooms.StopAsync(name)|};")]
    [InlineData("if (room.Bytes == 0)\n{\n    await Task.Delay(n);\n    _ = {|GT1018:rooms.StopAsync(room.Key)|};\n    n++;\n}")]
    [InlineData("if (room.Bytes == 0)\n{\n    bool stopped = await {|GT1018:rooms.StopAsync(room.Key)|};\n}")]
    [InlineData("foreach (var info in rooms.GetChildren()) if (info.Child?.Bytes == 0) await {|GT1018:rooms.StopAsync(info.Key)|};")]
    public Task No_fix_if_more_code_stands_between_the_steps(string statements) => Verify.NoCodeFixAsync(UsageCode.InMethod(statements));

    [Theory]
    [InlineData("public void Leave() { if (DecrementMoves() == 0) _ = {|GT1018:games.StopAsync(Key)|}; }")]
    [InlineData("public bool TrySit(int seats) { if (Players >= seats) return false; {|GT1018:IncrementPlayers()|}; return true; }")]
    public Task Reports_members_of_a_child_that_others_call(string member) => Verify.AnalyzerAsync(UsageCode.InChild(member));

    [Fact]
    public Task Fix_retires_the_own_child_in_its_run() => Verify.CodeFixAsync(
        UsageCode.InChild(
            "public async Task RunAsync(CancellationToken _) { await Task.Yield(); if (Moves == 0) {|GT1018:TryRetire()|}; }"),
        UsageCode.InChild("public async Task RunAsync(CancellationToken _) { await Task.Yield(); TryRetireAtMoves(0); }"));

    [Theory]
    [InlineData(
        "[TrackedAttr] private partial int Left { get; }\n" +
        "public async Task RunAsync(CancellationToken _) { await Task.Yield(); if (Left == 0) TryRetire(); }")]
    [InlineData("public void Tick() { if (Moves == 100) TryRetire(); }")]
    [InlineData("public void Tick(Game other) { if (other.Moves == 0) TryRetire(); }")]
    [InlineData("public async Task RunAsync(CancellationToken stoppingToken) { await Task.Delay(1, stoppingToken); if (Players < 8) IncrementPlayers(); }")]
    [InlineData("public Task StartAsync(CancellationToken cancellationToken) { if (Players < 8) IncrementPlayers(); return Task.CompletedTask; }")]
    [InlineData("private void Handle(int seats) { if (Players < seats) IncrementPlayers(); }")]
    public Task Allows_a_childs_own_run(string member) => Verify.AnalyzerAsync(UsageCode.InChild(member));

    [Theory]
    [InlineData("if (room.Players < max) room.IncrementMost();")]
    [InlineData("if (room.Players < max) room.Next!.IncrementPlayers();")]
    [InlineData("if (room.Players < max) room.IncrementPlayers(n);")]
    [InlineData("if (room.Players > max) room.IncrementPlayers();")]
    [InlineData("if (room.Players != max) room.IncrementPlayers();")]
    [InlineData("if (room.Players < max) room.DecrementPlayers();")]
    [InlineData("if (room.Players > max) room.DecrementPlayers(n);")]
    [InlineData("if (room.DecrementPlayersDownTo(0, out _)) room.Open = true;")]
    [InlineData("if (room.Players < max) room.Open = true;\nroom.IncrementPlayers();")]
    [InlineData("if (room.Players >= max) Console.WriteLine(\"full\");\nroom.IncrementPlayers();")]
    [InlineData("while (room.Players < max) room.IncrementPlayers();")]
    [InlineData("if (room.Players < max) foreach (char each in name) room.IncrementPlayers();")]
    [InlineData("if (room.Players < max) { Action later = () => room.IncrementPlayers(); later(); }")]
    [InlineData("if (room.Players < max && room.IncrementPlayers() <= max) return;")]
    [InlineData("if (room.Players < max) { room = room.Next!; room.IncrementPlayers(); }")]
    [InlineData("int now = room.Players;\nnow += n;\nif (now < max) room.IncrementPlayers();")]
    [InlineData("lock (rooms) { if (room.Players < max) room.IncrementPlayers(); }")]
    [InlineData("var mine = new Room();\nif (mine.Players < max) mine.IncrementPlayers();\nroom.Next = mine;")]
    [InlineData("if (room.IncrementPlayersUpTo(max, out _)) room.Open = true;")]
    [InlineData("if (room.Messages < max) room.IncrementMessages();")]
    [InlineData("if (room.Plain < max) room.Plain++;")]
    [InlineData("if (room.Open || room.Players < max) room.IncrementPlayers();")]
    public Task Allows_other_checks(string statements) => Verify.AnalyzerAsync(UsageCode.InMethod(statements));

    [Theory]
    [InlineData("if (room.Bytes == 100) await rooms.StopAsync(room.Key);")]
    [InlineData("if (room.Players == 0) await rooms.StopAsync(room.Key);")]
    [InlineData("if (room.Bytes == 0) await rooms.StopAsync(name);")]
    [InlineData("if (room.Bytes == 0) await jobs.StopAsync(name);")]
    [InlineData("if (room.Bytes > 0) await rooms.StopAsync(room.Key);")]
    [InlineData("if (room.Open) await rooms.StopAsync(room.Key);")]
    [InlineData("if (room.Bytes == 0 || n > 0) await rooms.StopAsync(room.Key);")]
    [InlineData("if (room.Bytes == 0) { room = room.Next!; await rooms.StopAsync(room.Key); }")]
    [InlineData("if (room.TryRetireAtBytes(0)) await rooms.StopAsync(room.Key);")]
    [InlineData("await rooms.StopAsync(room.Key);")]
    public Task Allows_other_stops(string statements) => Verify.AnalyzerAsync(UsageCode.InMethod(statements));
}

namespace GenTracker.Analyzers.Tests.Usage;

/// <summary>GT1001 and its fix.</summary>
public class ReadModifyWriteTests
{
    [Theory]
    [InlineData("{|GT1001:room.Players += n|};", "room.IncrementPlayers(n);")]
    [InlineData("{|GT1001:room.Players -= n|};", "room.DecrementPlayers(n);")]
    [InlineData("{|GT1001:room.Players += 1|}; // one more", "room.IncrementPlayers(); // one more")]
    [InlineData("{|GT1001:room.Players++|};", "room.IncrementPlayers();")]
    [InlineData("{|GT1001:++room.Players|};", "room.IncrementPlayers();")]
    [InlineData("{|GT1001:room.Players--|};", "room.DecrementPlayers();")]
    [InlineData("{|GT1001:room.Players = room.Players + n|};", "room.IncrementPlayers(n);")]
    [InlineData("{|GT1001:room.Players = n * 2 + room.Players|};", "room.IncrementPlayers(n * 2);")]
    [InlineData("{|GT1001:room.Players = room.Players - (n + 1)|};", "room.DecrementPlayers(n + 1);")]
    [InlineData("{|GT1001:room.Most = Math.Max(room.Most, n)|};", "room.RaiseMostTo(n);")]
    [InlineData("{|GT1001:room.Most = int.Max(n, room.Most)|};", "room.RaiseMostTo(n);")]
    [InlineData("{|GT1001:room.Most = Math.Max(room.Most, room.Players)|};", "room.RaiseMostTo(room.Players);")]
    [InlineData("{|GT1001:room.Level++|};", "room.IncrementLevel();")]
    [InlineData("{|GT1001:room.Level = (byte)(room.Level + 2)|};", "room.IncrementLevel(2);")]
    [InlineData("{|GT1001:room.Played += TimeSpan.FromSeconds(n)|};", "room.IncrementPlayed(TimeSpan.FromSeconds(n));")]
    [InlineData("int now = {|GT1001:++room.Players|};", "int now = room.IncrementPlayers();")]
    [InlineData("int now = 2 * ({|GT1001:room.Players += n|});", "int now = 2 * (room.IncrementPlayers(n));")]
    [InlineData("int before = {|GT1001:room.Players++|};", "int before = room.IncrementPlayers() - 1;")]
    [InlineData("int before = 2 * {|GT1001:room.Players--|};", "int before = 2 * (room.DecrementPlayers() + 1);")]
    [InlineData("room?{|GT1001:.Players += n|};", "room?.IncrementPlayers(n);")]
    [InlineData("rooms.Find(name)?{|GT1001:.Players += n|};", "rooms.Find(name)?.IncrementPlayers(n);")]
    [InlineData("room?{|GT1001:.Players = room.Players + n|};", "room?.IncrementPlayers(n);")]
    [InlineData("{|GT1001:room.Next!.Players++|};", "room.Next!.IncrementPlayers();")]
    [InlineData("var local = rooms.Find(name)!; {|GT1001:local.Players++|};", "var local = rooms.Find(name)!; local.IncrementPlayers();")]
    [InlineData("if (rooms.Find(name) is { } found) {|GT1001:found.Players++|};", "if (rooms.Find(name) is { } found) found.IncrementPlayers();")]
    [InlineData("foreach (Room each in rooms) {|GT1001:each.Players++|};", "foreach (Room each in rooms) each.IncrementPlayers();")]
    [InlineData("Action later = () => {|GT1001:room.Players++|};", "Action later = () => room.IncrementPlayers();")]
    [InlineData("Func<int> later = () => {|GT1001:room.Players++|};", "Func<int> later = () => room.IncrementPlayers() - 1;")]
    [InlineData(
        "var mine = new Room(); rooms.TryAddExisting(name, mine, null, out _); {|GT1001:mine.Players++|};",
        "var mine = new Room(); rooms.TryAddExisting(name, mine, null, out _); mine.IncrementPlayers();")]
    [InlineData("/* all */ {|GT1001:room.Players += n|} /* rest */;", "/* all */ room.IncrementPlayers(n) /* rest */;")]
    [InlineData("{|GT1001:room\n    .Next!\n    .Players++|};", "room\n    .Next!\n    .IncrementPlayers();")]
    [InlineData("{|GT1001:room.\n    Players += n|};", "room.\n    IncrementPlayers(n);")]
    [InlineData("{|GT1001:room.Players = unchecked(room.Players + n)|};", "room.IncrementPlayers(n);")]
    [InlineData("Room[] all = [room];\n{|GT1001:all[n].Players = all[n].Players + 2|};", "Room[] all = [room];\nall[n].IncrementPlayers(2);")]
    [InlineData(
        "Dictionary<string, Room> all = [];\n{|GT1001:all[name].Players = all[name].Players + 2|};",
        "Dictionary<string, Room> all = [];\nall[name].IncrementPlayers(2);")]
    [InlineData("{|GT1001:room.Most = n > room.Most ? n : room.Most|};", "room.RaiseMostTo(n);")]
    [InlineData("{|GT1001:room.Most = room.Most >= n ? room.Most : n|};", "room.RaiseMostTo(n);")]
    [InlineData("if (n > room.Most) {|GT1001:room.Most = n|}; // most", "room.RaiseMostTo(n); // most")]
    [InlineData("if (room.Most <= n)\n{\n    {|GT1001:room.Most = n|};\n}", "room.RaiseMostTo(n);")]
    [InlineData(
        "if (n == 1) n++;\nelse if (room.Most < n * 2) n--;\nelse if (room.Most < 5) {|GT1001:room.Most = 5|};",
        "if (n == 1) n++;\nelse if (room.Most < n * 2) n--;\nelse room.RaiseMostTo(5);")]
    [InlineData(
        "TimeSpan played = TimeSpan.FromSeconds(n);\nif (room.Played < played) {|GT1001:room.Played = played|};",
        "TimeSpan played = TimeSpan.FromSeconds(n);\nroom.RaisePlayedTo(played);")]
    public Task Fix_calls_the_generated_member(string before, string after) => Verify.CodeFixAsync(UsageCode.InMethod(before), UsageCode.InMethod(after));

    [Theory]
    [InlineData("{|GT1001:room.Tags = room.Tags!.Add(name)|};", "room.UpdateTags(tags => tags!.Add(name));")]
    [InlineData("{|GT1001:room.Tags = room.Tags?.Add(name) ?? [name]|};", "room.UpdateTags(tags => tags?.Add(name) ?? [name]);")]
    [InlineData("{|GT1001:room.Tags = (room.Tags ?? []).Add(name)|}; // one more", "room.UpdateTags(tags => (tags ?? []).Add(name)); // one more")]
    [InlineData("{|GT1001:room.Tags = [.. room.Tags!, name]|};", "room.UpdateTags(tags => [.. tags!, name]);")]
    [InlineData(
        "{|GT1001:room.Tags = room.Tags!.RemoveAll(tag => tag == name).Add(name.Trim())|};",
        "room.UpdateTags(tags => tags!.RemoveAll(tag => tag == name).Add(name.Trim()));")]
    [InlineData(
        "{|GT1001:room.Tags = room.Tags!.Where(tag => tag != name).ToImmutableList()|};",
        "room.UpdateTags(tags => tags!.Where(tag => tag != name).ToImmutableList());")]
    [InlineData("{|GT1001:room.Scores = room.Scores!.SetItem(name, n + 1)|};", "room.UpdateScores(scores => scores!.SetItem(name, n + 1));")]
    [InlineData(
        "{|GT1001:room.Scores = room.Scores!.SetItem(name, room.Scores.Count)|};",
        "room.UpdateScores(scores => scores!.SetItem(name, scores.Count));")]
    [InlineData("{|GT1001:room.Turns = room.Turns.Add(n)|};", "room.UpdateTurns(turns => turns.Add(n));")]
    [InlineData("ImmutableArray<int> all = {|GT1001:room.Turns = room.Turns.Add(n)|};", "ImmutableArray<int> all = room.UpdateTurns(turns => turns.Add(n));")]
    [InlineData("{|GT1001:room.Seat = room.Seat with { Guest = name }|};", "room.UpdateSeat(seat => seat with { Guest = name });")]
    [InlineData("{|GT1001:room.Seat = room.Seat.Free()|};", "room.UpdateSeat(seat => seat.Free());")]
    [InlineData("{|GT1001:room.Title = room.Title.Trim()|};", "room.UpdateTitle(title => title.Trim());")]
    [InlineData("{|GT1001:room.Title += \"!\"|};", "room.UpdateTitle(title => title + \"!\");")]
    [InlineData("{|GT1001:room.Title += name + n|};", "room.UpdateTitle(title => title + (name + n));")]
    [InlineData("{|GT1001:room.Title = \"The \" + room.Title|};", "room.UpdateTitle(title => \"The \" + title);")]
    [InlineData("{|GT1001:room.Title = $\"{room.Title} {n}\"|};", "room.UpdateTitle(title => $\"{title} {n}\");")]
    [InlineData("{|GT1001:room.Title = string.Concat(room.Title, name)|};", "room.UpdateTitle(title => string.Concat(title, name));")]
    [InlineData("string title = name;\n{|GT1001:room.Title += title|};", "string title = name;\nroom.UpdateTitle(current => current + title);")]
    [InlineData("room?{|GT1001:.Turns = room.Turns.Add(n)|};", "room?.UpdateTurns(turns => turns.Add(n));")]
    [InlineData("{|GT1001:room.Next!.Turns = room.Next!.Turns.Add(n)|};", "room.Next!.UpdateTurns(turns => turns.Add(n));")]
    [InlineData("Action later = () => {|GT1001:room.Turns = room.Turns.Add(n)|};", "Action later = () => room.UpdateTurns(turns => turns.Add(n));")]
    public Task Fix_updates_what_is_no_number(string before, string after) => Verify.CodeFixAsync(UsageCode.InMethod(before), UsageCode.InMethod(after));

    [Theory]
    [InlineData("{|GT1001:room.Turns = room.Turns.Add(n++)|};")]
    [InlineData("{|GT1001:room.Turns = room.Turns.Add(n = max)|};")]
    [InlineData("{|GT1001:room.Turns = room.Turns.Add(Random.Shared.Next())|};")]
    [InlineData("{|GT1001:room.Tags = room.Tags!.Add(Console.ReadLine()!)|};")]
    [InlineData("{|GT1001:room.Turns = room.Turns.Add(int.TryParse(name, out int more) ? more : 0)|};")]
    [InlineData("{|GT1001:room.Title += new Queue<string>([name]).Dequeue()|};")]
    [InlineData("{|GT1001:room.Turns = room.Turns /* all */ .Add(n)|};")]
    [InlineData("checked { {|GT1001:room.Turns = room.Turns.Add(n + 1)|}; }")]
    public Task No_fix_if_the_function_could_not_run_twice(string statements) => Verify.NoCodeFixAsync(UsageCode.InMethod(statements));

    [Theory]
    [InlineData("room.Tags = [name];")]
    [InlineData("room.Tags = room.Tags;")]
    [InlineData("room.Tags = room.Next!.Tags!.Add(name);")]
    [InlineData("room.Title = name + n;")]
    [InlineData("room.Title = room.Open ? room.Title : name;")]
    [InlineData("room.Title = room.Title ?? name;")]
    [InlineData("room.Title = room.Title == name ? \"\" : room.Title;")]
    [InlineData("room.Title = room.Title.Length == 0 ? name : \"\";")]
    [InlineData("room.Title = room.Tags!.Count.ToString();")]
    [InlineData("room.Open = !room.Open;")]
    [InlineData("room.Title = await Task.FromResult(room.Title.Trim());")]
    [InlineData("room.UpdateTags(tags => tags!.Add(name));")]
    [InlineData("lock (rooms) { room.Turns = room.Turns.Add(n); }")]
    [InlineData("var mine = new Room { Title = name }; mine.Title += n; mine.Turns = mine.Turns.Add(n);")]
    [InlineData("List<Room> all = [room];\nall[0].Tags = all[n].Tags!.Add(name);")]
    public Task Allows_what_is_not_made_of_the_old_value_or_has_no_race(string statements) => Verify.AnalyzerAsync(UsageCode.InMethod(statements));

    [Fact]
    public Task Fix_updates_a_child_itself_but_not_its_constructor() => Verify.CodeFixAsync(UsageCode.File("""
        [Tracker]
        public partial class Room
        {
            public Room()
            {
                Turns = [];
                Turns = Turns.Add(1);
            }

            [TrackedAttr] public partial ImmutableArray<int> Turns { get; private set; }

            public void Turn(int turns) => {-{|GT1001:Turns = Turns.Add(turns)|}-}{+UpdateTurns(current => current.Add(turns))+};
        }
        """));

    [Theory]
    [InlineData("({|GT1001:room.Players|}, room.Plain) = (room.Players + 1, 2);")]
    [InlineData("byte before = {|GT1001:room.Level++|};")]
    [InlineData("{|GT1001:room.Level = (byte)(room.Level + n)|};")]
    [InlineData("{|GT1001:room.Players = room.Players + n + 1|};")]
    [InlineData("{|GT1001:room.Players = room.Players - n + max|};")]
    [InlineData("{|GT1001:room.Players = checked(room.Players + n)|};")]
    [InlineData("checked { {|GT1001:room.Players += n|}; }")]
    [InlineData("int now = checked({|GT1001:room.Players += n|});")]
    [InlineData("{|GT1001:room.Players /* all */ += n|};")]
    [InlineData("{|GT1001:room.Players += // the new ones\n    n|};")]
    [InlineData("if (n > room.Most)\n{\n    {|GT1001:room.Most = n|};\n    Console.WriteLine(n);\n}")]
    [InlineData("if (n > room.Most)\n{\n    Console.WriteLine(n);\n    {|GT1001:room.Most = n|};\n}")]
    [InlineData("if (n > room.Most) {|GT1001:room.Most = n|};\nelse Console.WriteLine();")]
    [InlineData("if (max > 0 && n > room.Most) {|GT1001:room.Most = n|};")]
    [InlineData("if (n > room.Most /* so far */) {|GT1001:room.Most = n|};")]
    public Task No_fix_if_the_member_does_not_mean_the_same(string statements) =>
        Verify.NoCodeFixAsync(UsageCode.InMethod(statements));

    [Theory]
    [InlineData("room.Players = n;")]
    [InlineData("room.Players = room.Most + 1;")]
    [InlineData("room.Players = room.Next!.Players + 1;")]
    [InlineData("room.Players = n - room.Players;")]
    [InlineData("room.Players = Math.Min(room.Players, n);")]
    [InlineData("room.Players *= 2;")]
    [InlineData("room.Players = room.Players + room.Players;")]
    [InlineData("room.Plain += 1; room.Plain++; room.Plain = room.Plain + 1;")]
    [InlineData("room.Open |= true;")]
    [InlineData("lock (rooms) { room.Players++; }")]
    [InlineData("Lock gate = new();\nusing (gate.EnterScope()) { room.Players++; }")]
    [InlineData("Lock gate = new();\nusing (var held = gate.EnterScope()) room.Players++;")]
    [InlineData("{\n    Lock gate = new();\n    using var held = gate.EnterScope();\n    room.Players++;\n}\nawait Task.Yield();")]
    [InlineData("using SemaphoreSlim gate = new(1);\nawait gate.WaitAsync();\ntry { room.Players++; } finally { gate.Release(); }")]
    [InlineData("Monitor.Enter(rooms);\ntry { room.Players++; } finally { Monitor.Exit(rooms); }")]
    [InlineData("Room[] all = [room];\nall[n].Players = all[n + 1].Players + 2;")]
    [InlineData("Dictionary<string, Room> all = [];\nall[name].Players = all[\"x\"].Players + 2;")]
    [InlineData("var mine = new Room { Players = n }; mine.Players++; mine.Plain = mine.IncrementPlayers(); mine.Players += 2;")]
    [InlineData("room.IncrementPlayers(n); room.RaiseMostTo(room.Players);")]
    [InlineData("if (n < room.Most) room.Most = n;")]
    [InlineData("if (n > room.Players) room.Most = n;")]
    [InlineData("if (n > room.Next!.Most) room.Most = n;")]
    [InlineData("if (n > room.Most) room.Most = max;")]
    [InlineData("if (n > room.Most || max > 0) room.Most = n;")]
    [InlineData("if (n > room.Most) { n = max; room.Most = n; }")]
    [InlineData("if (n > room.Most) { room.Most = 0; room.Most = n; }")]
    [InlineData("if (n > room.Most) Console.WriteLine(); else room.Most = n;")]
    [InlineData("if (room.Most == 0) room.Most = 1;")]
    [InlineData("if (n > room.Plain) room.Plain = n;")]
    [InlineData("if (n > room.Most) { Action later = () => room.Most = n; later(); }")]
    [InlineData("lock (rooms) { if (n > room.Most) room.Most = n; }")]
    [InlineData("room.Most = n > room.Most ? room.Most : n;")]
    [InlineData("room.Most = n > room.Most ? max : room.Most;")]
    [InlineData("room.Most = n > max ? n : room.Most;")]
    [InlineData("room.Most = n > room.Most ? n : n;")]
    public Task Allows_changes_that_are_atomic_or_have_no_atomic_member(string statements) => Verify.AnalyzerAsync(UsageCode.InMethod(statements));

    [Theory]
    [InlineData("{|GT1001:room.Players++|};\nLock gate = new();\nusing var held = gate.EnterScope();")]
    [InlineData("using var held = new CancellationTokenSource();\n{|GT1001:room.Players++|};")]
    [InlineData("try { {|GT1001:room.Players++|}; } finally { Console.WriteLine(); }")]
    [InlineData("lock (rooms) { Action later = () => {|GT1001:room.Players++|}; }")]
    public Task Reports_changes_outside_the_lock(string statements) =>
        Verify.AnalyzerAsync(UsageCode.InMethod(statements).Replace("async Task ServeAsync", "void Serve", StringComparison.Ordinal));

    [Theory]
    [InlineData("public static class Extensions\n{\n    extension(Room room)\n    {\n        public void Enter() => {|GT1001:room.Players++|};\n    }\n}")]
    [InlineData("public class Holder\n{\n    public Room? Room { get => field; set { field = value; if (field is not null) {|GT1001:field.Players++|}; } }\n}")]
    [InlineData(
        "public class Reader\n{\n    public async IAsyncEnumerable<int> ReadAsync(Room room) { {|GT1001:room.Players++|}; yield return 1; " +
        "await Task.Yield(); }\n}")]
    [InlineData("public class Outer\n{\n    public void Use(Room room) { static void Enter(Room inner) => {|GT1001:inner.Players--|}; Enter(room); }\n}")]
    public Task Reports_changes_in_new_kinds_of_members(string member) => Verify.AnalyzerAsync(UsageCode.InMethod("await Task.Yield();") + member);

    [Fact]
    public Task Fix_changes_a_child_itself_but_not_its_constructor() => Verify.CodeFixAsync(UsageCode.File("""
        [Tracker]
        public partial class Room
        {
            public Room(Room other)
            {
                Players += 2;
                this.Players++;
                {-{|GT1001:other.Players++|}-}{+other.IncrementPlayers()+};
            }

            [TrackedAttr] public partial int Players { get; private set; }

            public void Enter() => {-{|GT1001:Players++|}-}{+IncrementPlayers()+};

            public void EnterTwice()
            {
                {-{|GT1001:this.Players = this.Players + 2|}-}{+this.IncrementPlayers(2)+};
            }
        }
        """));

    [Theory]
    [InlineData("{|CS0200:room.Bytes|} += n;", "room.IncrementBytes(n);")]
    [InlineData("{|CS0200:room.Bytes|}++;", "room.IncrementBytes();")]
    [InlineData("{|CS0200:room.Bytes|} = room.Bytes + n;", "room.IncrementBytes(n);")]
    [InlineData("{|CS0200:room.Bytes|} = Math.Max(room.Bytes, n);", "room.RaiseBytesTo(n);")]
    [InlineData("{|CS0200:room.Messages|} += n;", "room.IncrementMessages(n);")]
    [InlineData("if (room.Bytes < n) {|CS0200:room.Bytes|} = n;", "room.RaiseBytesTo(n);")]
    public Task Fix_increments_a_get_only_counter_instead_of_an_invalid_write(string before, string after) =>
        Verify.CodeFixAsync(UsageCode.InMethod(before), UsageCode.InMethod(after));

    [Theory]
    [InlineData("{|CS0200:room.Bytes|} = n;")]
    [InlineData("long now = {|CS0200:room.Messages|} += n;")]
    [InlineData("{|CS0200:name.Length|}++;")]
    public Task No_fix_for_other_writes_to_get_only_properties(string statements) => Verify.NoCodeFixAsync(UsageCode.InMethod(statements));

    [Fact]
    public Task Fixes_several_files_at_once() => Verify.CodeFixAsync(
        UsageCode.InMethod("{-{|GT1001:room.Players += n|}-}{+room.IncrementPlayers(n)+};\n{-{|GT1001:room.Most++|}-}{+room.IncrementMost()+};")
            + TestProject.FileSeparator
            + "class Other { void Enter(Room room) => {-{|GT1001:room.Players++|}-}{+room.IncrementPlayers()+}; }");

    [Fact]
    public Task A_pragma_suppresses_it() => Verify.AnalyzerAsync(UsageCode.InMethod("#pragma warning disable GT1001\nroom.Players++;"));
}

namespace GenTracker.Analyzers.Tests.Usage;

/// <summary>GT2001 and its fix.</summary>
public class LoopedLookupTests
{
    [Theory]
    [InlineData(
        "{+var child = rooms.Find(name);\n+}// All of them.\nforeach (int size in new[] { 1, n })\n{\n    // One of them.\n" +
        "    {+if (child?.TryIncrementBytes(size, out _) != true) +}{|GT2001:rooms.IncrementBytes(name, size)|}; // counted\n}")]
    [InlineData(
        "{+var child = rooms.Find(name);\n" +
        "+}for (int i = 0; i < n; i++) {+if (child?.TryIncrementBytes(1, out _) != true) +}{|GT2001:rooms.IncrementBytes(name)|};")]
    [InlineData(
        "var sizes = new Queue<int>();\n{+var child = rooms.Find(name);\n" +
        "+}while (sizes.TryDequeue(out int size)) {+if (child?.TryIncrementMessages(size * 2) != true) +}{|GT2001:rooms.IncrementMessages(name, size * 2)|};")]
    [InlineData(
        "{+var child = rooms.Find(name);\n+}foreach (char each in name)\n{\n" +
        "    {+if (child?.TryIncrementPlayers(1, out _) != true) +}{|GT2001:rooms.TryIncrementPlayers(name, 1, out _)|};\n" +
        "    {+if (child?.TryIncrementBytes(each, out _) != true) +}rooms.IncrementBytes(name, delta: each);\n}")]
    [InlineData(
        "{+var child = rooms.Find(name);\n+}foreach (char each in name)\n{\n" +
        "    if (!{-{|GT2001:rooms.TryIncrementPlayers(name, each, out int now)|}-}" +
        "{+(child?.TryIncrementPlayers(each, out int now) == true || rooms.TryIncrementPlayers(name, each, out now))+}) break;\n    n = now;\n}")]
    [InlineData(
        "{+var child = rooms.Find(name);\n+}foreach (char each in name)\n{\n" +
        "    if ({+child?.TryIncrementPlayers(each, out _) == true || +}{|GT2001:rooms.TryIncrementPlayers(name, each, out _)|}) n++;\n}")]
    [InlineData(
        "{+var child = rooms.Find(name);\n+}foreach (char each in name)\n{\n" +
        "    {+if (child?.TryIncrementBytes(each, out _) != true) +}{|GT2001:rooms.Find(name)?.IncrementBytes(each)|};\n}")]
    [InlineData(
        "{+var child2 = rooms.Find(\"all\");\n+}foreach (string other in new List<string> { name })\n{\n    {+var child = rooms.Find(other);\n" +
        "    +}foreach (char each in other)\n    {\n" +
        "        {+if (child?.TryIncrementBytes(1, out _) != true) +}{|GT2001:rooms.IncrementBytes(other)|};\n" +
        "        {+if (child2?.TryIncrementBytes(each, out _) != true) +}{|GT2001:rooms.IncrementBytes(\"all\", each)|};\n    }\n}")]
    [InlineData(
        "{+var child = rooms.Find(name);\n" +
        "+}foreach (char each in name) {+if (child?.TryIncrementBytes(each, out _) != true) +}{|GT2001:rooms.IncrementBytes(name, each)|};\n" +
        "{+var child2 = rooms.Find(name);\n" +
        "+}foreach (char each in name) {+if (child2?.TryIncrementPlayers(each, out _) != true) +}{|GT2001:rooms.IncrementPlayers(name, each)|};")]
    public Task Fix_finds_the_child_once_and_falls_back_to_the_key(string change) => Verify.CodeFixAsync(UsageCode.InMethod(change));

    [Theory]
    [InlineData("foreach (char each in name)\n{\n    long now = {|GT2001:rooms.IncrementBytes(name, each)|};\n    Console.WriteLine(now);\n}")]
    [InlineData("foreach (char each in name)\n{\n    {|GT2001:rooms.IncrementBytes(name, n++)|};\n}")]
    [InlineData("foreach (char each in name)\n{\n    {|GT2001:rooms.IncrementBytes(name, Math.Max(n, each))|};\n}")]
    [InlineData("foreach (char each in name)\n{\n    if (each == 'x') {|GT2001:rooms.IncrementBytes(name)|};\n    else n++;\n}")]
    [InlineData("if (n > 0) foreach (char each in name) {|GT2001:rooms.IncrementBytes(name)|};")]
    public Task No_fix_if_the_increment_cannot_be_repeated(string statements) => Verify.NoCodeFixAsync(UsageCode.InMethod(statements));

    [Theory]
    [InlineData("foreach (string each in new[] { name, \"x\" }) rooms.IncrementBytes(each);")]
    [InlineData("foreach (string each in new[] { name, \"x\" }) rooms.IncrementBytes(name + each);")]
    [InlineData("foreach (string each in new[] { name, \"x\" }) { name = each; rooms.IncrementBytes(name); }")]
    [InlineData("foreach (string each in new[] { name, \"x\" }) { (name, n) = (each, 1); rooms.IncrementBytes(name); }")]
    [InlineData("void Next() => name += 1;\nforeach (char each in \"abc\") { Next(); rooms.IncrementBytes(name); }")]
    [InlineData("foreach (RoomTracker each in new[] { rooms }) each.IncrementBytes(name);")]
    [InlineData("foreach (char each in name) { rooms.IncrementBytes(name); await Task.Yield(); }")]
    [InlineData("for (int i = 0; i < n; i++) { await using var job = new Timer(_ => { }); rooms.IncrementBytes(name); }")]
    [InlineData("while (n > 0) { n--; rooms.IncrementBytes(name); }")]
    [InlineData("while (true) rooms.IncrementBytes(name);")]
    [InlineData("do { rooms.IncrementBytes(name); } while (n-- > 0);")]
    [InlineData("for (;;) rooms.IncrementBytes(name);")]
    [InlineData("for (int i = 0; i < n; i++) { if (rooms.TryIncrementPlayers(name, 1, out _)) break; Console.WriteLine(); }")]
    [InlineData("for (int i = 0; i < n; i++) { rooms.TryIncrementPlayers(name, 1, out _); Thread.Sleep(n); }")]
    [InlineData("foreach (var each in Wait()) rooms.IncrementBytes(name, each);\nstatic IEnumerable<int> Wait() { yield return 1; }")]
    [InlineData("foreach (char each in name) { _ = rooms.StopAsync(name); rooms.TryIncrementPlayers(name, 1, out _); }")]
    [InlineData("foreach (char each in name) { Action later = () => rooms.IncrementBytes(name); later(); }")]
    [InlineData("foreach (char each in name) rooms.Find(name);")]
    [InlineData("foreach (char each in name) { if (rooms.Find(name) is { } found) found.IncrementBytes(each); }")]
    [InlineData(
        "var mine = rooms.Find(name);\nforeach (char each in name) { if (mine?.TryIncrementBytes(each, out _) != true) rooms.IncrementBytes(name, each); }")]
    [InlineData("foreach (char each in name) room.IncrementBytes(each);")]
    [InlineData("rooms.IncrementBytes(name);\nrooms.IncrementBytes(name);")]
    public Task Allows_loops_that_change_the_key_or_may_wait(string statements) => Verify.AnalyzerAsync(UsageCode.InMethod(statements));

    [Theory]
    [InlineData("#if !OTHER\nforeach (char each in name) {|GT2001:rooms.IncrementBytes(name)|};\n#endif")]
    [InlineData("#if OTHER\nn++;\n#endif\nforeach (char each in name) {|GT2001:rooms.IncrementBytes(name)|};")]
    public Task No_fix_next_to_a_directive(string statements) => Verify.NoCodeFixAsync(UsageCode.InMethod(statements));

    [Fact]
    public Task Reports_fields_and_properties_that_cannot_change() => Verify.AnalyzerAsync(UsageCode.InServer("""
        private readonly string _fixed = "fixed";
        private string _free = "free";

        public string Stored { get; } = "stored";

        public string Made => Guid.NewGuid().ToString();

        public void Count(int[] sizes)
        {
            foreach (int size in sizes)
            {
                {|GT2001:rooms.IncrementBytes(_fixed, size)|};
                {|GT2001:rooms.IncrementBytes(Stored, size)|};
                rooms.IncrementBytes(_free, size);
                rooms.IncrementBytes(Made, size);
            }

            _free = jobs.Name;
        }
        """));

    [Fact]
    public Task Allows_methods_of_the_users_own_part_of_a_tracker() => Verify.AnalyzerAsync(UsageCode.InServer("""
        public void Count(int[] sizes)
        {
            foreach (int size in sizes)
            {
                rooms.IncrementAll("x", size);
            }
        }

        public string Shown => jobs.Name;
        """) + "\npublic partial class RoomTracker { public void IncrementAll(string prefix, int by) => IncrementBytes(prefix, by); }\n");
}

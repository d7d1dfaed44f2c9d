using System.Threading.Tasks;
using GenTracker.Analyzers.Tests.Harness;
using Xunit;

namespace GenTracker.Analyzers.Tests.Usage;

/// <summary>GT2001 and its fix.</summary>
public class LoopedLookupTests
{
    [Theory]
    [InlineData(
        "// All of them.\nforeach (int size in new[] { 1, n })\n{\n    // One of them.\n    {|GT2001:rooms.IncrementBytes(name, size)|}; // counted\n}",
        "var child = rooms.Find(name);\n// All of them.\nforeach (int size in new[] { 1, n })\n{\n    // One of them.\n    if (child?.TryIncrementBytes(size, out _) != true) rooms.IncrementBytes(name, size); // counted\n}")]
    [InlineData(
        "for (int i = 0; i < n; i++) {|GT2001:rooms.IncrementBytes(name)|};",
        "var child = rooms.Find(name);\nfor (int i = 0; i < n; i++) if (child?.TryIncrementBytes(1, out _) != true) rooms.IncrementBytes(name);")]
    [InlineData(
        "var sizes = new Queue<int>();\nwhile (sizes.TryDequeue(out int size)) {|GT2001:rooms.IncrementMessages(name, size * 2)|};",
        "var sizes = new Queue<int>();\nvar child = rooms.Find(name);\nwhile (sizes.TryDequeue(out int size)) if (child?.TryIncrementMessages(size * 2) != true) rooms.IncrementMessages(name, size * 2);")]
    [InlineData(
        "foreach (char each in name)\n{\n    {|GT2001:rooms.TryIncrementPlayers(name, 1, out _)|};\n    rooms.IncrementBytes(name, delta: each);\n}",
        "var child = rooms.Find(name);\nforeach (char each in name)\n{\n    if (child?.TryIncrementPlayers(1, out _) != true) rooms.TryIncrementPlayers(name, 1, out _);\n    if (child?.TryIncrementBytes(each, out _) != true) rooms.IncrementBytes(name, delta: each);\n}")]
    [InlineData(
        "foreach (char each in name)\n{\n    if (!{|GT2001:rooms.TryIncrementPlayers(name, each, out int now)|}) break;\n    n = now;\n}",
        "var child = rooms.Find(name);\nforeach (char each in name)\n{\n    if (!(child?.TryIncrementPlayers(each, out int now) == true || rooms.TryIncrementPlayers(name, each, out now))) break;\n    n = now;\n}")]
    [InlineData(
        "foreach (char each in name)\n{\n    if ({|GT2001:rooms.TryIncrementPlayers(name, each, out _)|}) n++;\n}",
        "var child = rooms.Find(name);\nforeach (char each in name)\n{\n    if (child?.TryIncrementPlayers(each, out _) == true || rooms.TryIncrementPlayers(name, each, out _)) n++;\n}")]
    [InlineData(
        "foreach (char each in name)\n{\n    {|GT2001:rooms.Find(name)?.IncrementBytes(each)|};\n}",
        "var child = rooms.Find(name);\nforeach (char each in name)\n{\n    if (child?.TryIncrementBytes(each, out _) != true) rooms.Find(name)?.IncrementBytes(each);\n}")]
    [InlineData(
        "foreach (string other in new List<string> { name })\n{\n    foreach (char each in other)\n    {\n        {|GT2001:rooms.IncrementBytes(other)|};\n        {|GT2001:rooms.IncrementBytes(\"all\", each)|};\n    }\n}",
        "var child2 = rooms.Find(\"all\");\nforeach (string other in new List<string> { name })\n{\n    var child = rooms.Find(other);\n    foreach (char each in other)\n    {\n        if (child?.TryIncrementBytes(1, out _) != true) rooms.IncrementBytes(other);\n        if (child2?.TryIncrementBytes(each, out _) != true) rooms.IncrementBytes(\"all\", each);\n    }\n}")]
    [InlineData(
        "foreach (char each in name) {|GT2001:rooms.IncrementBytes(name, each)|};\nforeach (char each in name) {|GT2001:rooms.IncrementPlayers(name, each)|};",
        "var child = rooms.Find(name);\nforeach (char each in name) if (child?.TryIncrementBytes(each, out _) != true) rooms.IncrementBytes(name, each);\nvar child2 = rooms.Find(name);\nforeach (char each in name) if (child2?.TryIncrementPlayers(each, out _) != true) rooms.IncrementPlayers(name, each);")]
    public Task The_child_is_found_once_and_what_it_refuses_is_counted_by_key(string before, string after) =>
        Verify.FixesAsync(UsageCode.InMethod(before), UsageCode.InMethod(after));

    [Theory]
    [InlineData("foreach (char each in name)\n{\n    long now = {|GT2001:rooms.IncrementBytes(name, each)|};\n    Console.WriteLine(now);\n}")]
    [InlineData("foreach (char each in name)\n{\n    {|GT2001:rooms.IncrementBytes(name, n++)|};\n}")]
    [InlineData("foreach (char each in name)\n{\n    {|GT2001:rooms.IncrementBytes(name, Math.Max(n, each))|};\n}")]
    [InlineData("foreach (char each in name)\n{\n    if (each == 'x') {|GT2001:rooms.IncrementBytes(name)|};\n    else n++;\n}")]
    [InlineData("if (n > 0) foreach (char each in name) {|GT2001:rooms.IncrementBytes(name)|};")]
    public Task Where_it_cannot_be_tried_and_repeated_the_user_decides(string statements) => Verify.FindsWithoutFixAsync(UsageCode.InMethod(statements));

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
    [InlineData("var mine = rooms.Find(name);\nforeach (char each in name) { if (mine?.TryIncrementBytes(each, out _) != true) rooms.IncrementBytes(name, each); }")]
    [InlineData("foreach (char each in name) room.IncrementBytes(each);")]
    [InlineData("rooms.IncrementBytes(name);\nrooms.IncrementBytes(name);")]
    public Task Where_the_key_changes_or_time_may_pass_it_is_left_in_peace(string statements) => Verify.FindsAsync(UsageCode.InMethod(statements));

    [Theory]
    [InlineData("#if !OTHER\nforeach (char each in name) {|GT2001:rooms.IncrementBytes(name)|};\n#endif")]
    [InlineData("#if OTHER\nn++;\n#endif\nforeach (char each in name) {|GT2001:rooms.IncrementBytes(name)|};")]
    public Task Where_the_child_would_be_found_on_the_other_side_of_a_directive_the_user_decides(string statements) => Verify.FindsWithoutFixAsync(UsageCode.InMethod(statements));

    [Fact]
    public Task A_key_that_cannot_change_is_the_same_in_each_round_and_one_that_may_is_not() => Verify.FindsAsync(UsageCode.InServer("""
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
    public Task A_method_of_the_users_own_part_of_a_tracker_is_none_of_the_generated_ones() => Verify.FindsAsync(UsageCode.InServer("""
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

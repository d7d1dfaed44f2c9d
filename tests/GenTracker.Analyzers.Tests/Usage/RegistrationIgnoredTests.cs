using System.Threading.Tasks;
using GenTracker.Analyzers.Tests.Harness;
using Xunit;

namespace GenTracker.Analyzers.Tests.Usage;

/// <summary>GT1009 and its fix.</summary>
public class RegistrationIgnoredTests
{
    [Theory]
    [InlineData("{|GT1009:rooms.AddExisting(name, room)|};\nawait Task.Yield();", "await using var registration = rooms.AddExisting(name, room);\nawait Task.Yield();")]
    [InlineData("// Here.\n{|GT1009:rooms.AddExisting(name, room, null)|}; // adopted\nawait Task.Yield();", "// Here.\nawait using var registration = rooms.AddExisting(name, room, null); // adopted\nawait Task.Yield();")]
    [InlineData("var here = {|GT1009:rooms.AddExisting(name, room)|};\nawait Task.Yield();", "await using var here = rooms.AddExisting(name, room);\nawait Task.Yield();")]
    [InlineData("// Here.\nvar here = {|GT1009:rooms.AddExisting(name, room)|};\nawait Task.Delay(n, here.Stopping);", "// Here.\nawait using var here = rooms.AddExisting(name, room);\nawait Task.Delay(n, here.Stopping);")]
    [InlineData(
        "int registration = n;\n{|GT1009:rooms.AddExisting(name, room)|};\n{|GT1009:rooms.AddExisting(name + registration, room.Next!)|};\nawait Task.Yield();",
        "int registration = n;\nawait using var registration2 = rooms.AddExisting(name, room);\nawait using var registration3 = rooms.AddExisting(name + registration, room.Next!);\nawait Task.Yield();")]
    [InlineData(
        "Func<Task> later = async () => { {|GT1009:rooms.AddExisting(name, room)|}; await Task.Yield(); };",
        "Func<Task> later = async () => { await using var registration = rooms.AddExisting(name, room); await Task.Yield(); };")]
    public Task The_registration_is_disposed_at_the_end_of_the_block(string before, string after) => Verify.FixesAsync(UsageCode.InMethod(before), UsageCode.InMethod(after));

    [Theory]
    [InlineData("{|GT1009:rooms.AddExisting(name, room)|};")]
    [InlineData("if (n > 0) {|GT1009:rooms.AddExisting(name, room)|};\nawait Task.Yield();")]
    [InlineData("Action later = () => {|GT1009:rooms.AddExisting(name, room)|};")]
    [InlineData("Action later = () => { {|GT1009:rooms.AddExisting(name, room)|}; Console.WriteLine(); };")]
    [InlineData("rooms?{|GT1009:.AddExisting(name, room)|};")]
    [InlineData("await jobs.CloseAsync();\n{|GT1009:rooms.AddExisting(name, room)|};")]
    [InlineData("await rooms.StopAsync(name + n);\n{|GT1009:rooms.AddExisting(name, room)|};")]
    public Task Where_the_block_ends_or_cannot_wait_the_user_decides(string statements) => Verify.FindsWithoutFixAsync(UsageCode.InMethod(statements));

    [Theory]
    [InlineData("rooms.AddExisting(name, room, Task.Delay(n));")]
    [InlineData("_ = rooms.AddExisting(name, room);")]
    [InlineData("await using var here = rooms.AddExisting(name, room);")]
    [InlineData("await using (rooms.AddExisting(name, room)) { await Task.Yield(); }")]
    [InlineData("await using (var here = rooms.AddExisting(name, room)) { await Task.Yield(); }")]
    [InlineData("var here = rooms.AddExisting(name, room);\ntry { await Task.Yield(); } finally { await here.DisposeAsync(); }")]
    [InlineData("var here = rooms.AddExisting(name, room);\nawait using (here) { await Task.Yield(); }")]
    [InlineData("var here = rooms.AddExisting(name, room);\nnew List<ChildRegistration>().Add(here);")]
    [InlineData("Func<ChildRegistration> later = () => rooms.AddExisting(name, room);")]
    [InlineData("rooms.TryAddExisting(name, room, null, out _);")]
    [InlineData("rooms.AddExisting(name, room);\nawait Task.Yield();\nawait rooms.StopAsync(name);")]
    [InlineData("rooms.AddExisting(name, room);\nawait Task.Yield();\nawait rooms.CloseAsync();")]
    [InlineData("try { rooms.AddExisting(name, room); } finally { await rooms.DisposeAsync(); }")]
    [InlineData("await using RoomTracker mine = new();\nmine.AddExisting(name, room);\nawait Task.Yield();")]
    [InlineData("await using (RoomTracker mine = new())\n{\n    mine.AddExisting(name, room);\n}")]
    public Task What_is_kept_or_dropped_on_purpose_is_left_in_peace(string statements) => Verify.FindsAsync(UsageCode.InMethod(statements));
}

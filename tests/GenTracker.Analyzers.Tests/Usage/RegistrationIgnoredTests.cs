namespace GenTracker.Analyzers.Tests.Usage;

/// <summary>GT1009 and its fix.</summary>
public class RegistrationIgnoredTests
{
    [Theory]
    [InlineData("{+await using var registration = +}{|GT1009:rooms.AddExisting(name, room)|};\nawait Task.Yield();")]
    [InlineData("// Here.\n{+await using var registration = +}{|GT1009:rooms.AddExisting(name, room, null)|}; // adopted\nawait Task.Yield();")]
    [InlineData("{+await using +}var here = {|GT1009:rooms.AddExisting(name, room)|};\nawait Task.Yield();")]
    [InlineData("// Here.\n{+await using +}var here = {|GT1009:rooms.AddExisting(name, room)|};\nawait Task.Delay(n, here.Stopping);")]
    [InlineData(
        "int registration = n;\n{+await using var registration2 = +}{|GT1009:rooms.AddExisting(name, room)|};\n" +
        "{+await using var registration3 = +}{|GT1009:rooms.AddExisting(name + registration, room.Next!)|};\nawait Task.Yield();")]
    [InlineData("Func<Task> later = async () => { {+await using var registration = +}{|GT1009:rooms.AddExisting(name, room)|}; await Task.Yield(); };")]
    [InlineData("{+await using var registration = +}await {|GT1009:rooms.TakeOverAsync(name, room)|};\nawait Task.Yield();")]
    [InlineData("{+await using var registration = +}await {|GT1009:rooms.TakeOverAsync(name, room)|}.ConfigureAwait(false);\nawait Task.Yield();")]
    [InlineData(
        "{+await using +}var here = await {|GT1009:rooms.TakeOverAsync(name, room, cancellationToken: default)|};\nawait Task.Delay(n, here.Stopping);")]
    public Task Fix_disposes_the_registration_at_the_end_of_the_block(string change) => Verify.CodeFixAsync(UsageCode.InMethod(change));

    [Theory]
    [InlineData("{|GT1009:rooms.AddExisting(name, room)|};")]
    [InlineData("if (n > 0) {|GT1009:rooms.AddExisting(name, room)|};\nawait Task.Yield();")]
    [InlineData("Action later = () => {|GT1009:rooms.AddExisting(name, room)|};")]
    [InlineData("Action later = () => { {|GT1009:rooms.AddExisting(name, room)|}; Console.WriteLine(); };")]
    [InlineData("{|GT1009:rooms.TakeOverAsync(name, room)|};\nawait Task.Yield();")]
    [InlineData("await {|GT1009:rooms.TakeOverAsync(name, room)|};")]
    [InlineData("Action later = () => {|GT1009:rooms.TakeOverAsync(name, room)|}.Wait();")]
    [InlineData("rooms?{|GT1009:.AddExisting(name, room)|};")]
    [InlineData("await jobs.CloseAsync();\n{|GT1009:rooms.AddExisting(name, room)|};")]
    [InlineData("await rooms.StopAsync(name + n);\n{|GT1009:rooms.AddExisting(name, room)|};")]
    public Task No_fix_if_await_using_is_impossible_or_useless(string statements) => Verify.NoCodeFixAsync(UsageCode.InMethod(statements));

    [Theory]
    [InlineData("rooms.AddExisting(name, room, Task.Delay(n));")]
    [InlineData("_ = rooms.AddExisting(name, room);")]
    [InlineData("await using var here = rooms.AddExisting(name, room);")]
    [InlineData("await rooms.TakeOverAsync(name, room, Task.Delay(n));")]
    [InlineData("_ = await rooms.TakeOverAsync(name, room);")]
    [InlineData("_ = rooms.TakeOverAsync(name, room);")]
    [InlineData("await using var here = await rooms.TakeOverAsync(name, room);")]
    [InlineData("await using (await rooms.TakeOverAsync(name, room).ConfigureAwait(false)) { await Task.Yield(); }")]
    [InlineData("var taking = rooms.TakeOverAsync(name, room);\nawait using var here = await taking;")]
    [InlineData("Func<Task<ChildRegistration>> later = () => rooms.TakeOverAsync(name, room);")]
    [InlineData("await rooms.TakeOverAsync(name, room);\nawait Task.Yield();\nawait rooms.StopAsync(name);")]
    [InlineData("if (rooms.Find(name) is null) _ = await rooms.TakeOverAsync(name, room);")]
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
    public Task Allows_registrations_that_are_used_or_discarded(string statements) => Verify.AnalyzerAsync(UsageCode.InMethod(statements));
}

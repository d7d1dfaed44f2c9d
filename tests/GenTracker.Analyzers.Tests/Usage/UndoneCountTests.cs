namespace GenTracker.Analyzers.Tests.Usage;

/// <summary>GT1019 and its fix.</summary>
public class UndoneCountTests
{
    [Theory]
    [InlineData(
        "{|GT1019:room.IncrementBytes()|};\nawait Task.Delay(n);\nroom.DecrementBytes();",
        "using var lease = room.AcquireBytes();\nawait Task.Delay(n);")]
    [InlineData(
        "// In.\n{|GT1019:room.IncrementBytes(n)|}; // counted\nawait Console.Out.WriteLineAsync(name);\nroom.DecrementBytes(n);\nreturn;",
        "// In.\nusing var lease = room.AcquireBytes(n); // counted\nawait Console.Out.WriteLineAsync(name);\nreturn;")]
    [InlineData(
        "if (room.Open)\n{\n    {|GT1019:room.IncrementBytes()|};\n    await Task.Delay(n);\n    room.TryDecrementBytes(1, out _);\n}",
        "if (room.Open)\n{\n    using var lease = room.AcquireBytes();\n    await Task.Delay(n);\n}")]
    [InlineData(
        "string lease = name;\nvar job = await jobs.FindOrOpenAsync(lease);\n{|GT1019:job.IncrementDone()|};\nawait Task.Delay(n);\njob.DecrementDone();",
        "string lease = name;\nvar job = await jobs.FindOrOpenAsync(lease);\nusing var lease2 = job.AcquireDone();\nawait Task.Delay(n);")]
    [InlineData(
        "{|GT1019:room.IncrementBytes()|};\n{|GT1019:room.Next!.IncrementBytes()|};\nawait Task.Delay(n);\n" +
        "room.Next!.DecrementBytes();\nroom.DecrementBytes();",
        "")]
    [InlineData(
        "{|GT1019:room.IncrementBytes()|};\ntry { await Task.Delay(n); } catch (TimeoutException) { n++; }\nroom.DecrementBytes();",
        "using var lease = room.AcquireBytes();\ntry { await Task.Delay(n); } catch (TimeoutException) { n++; }")]
    [InlineData(
        "{|GT1019:room.IncrementBytes()|};\nif (n > max) throw new InvalidOperationException();\nroom.DecrementBytes();",
        "using var lease = room.AcquireBytes();\nif (n > max) throw new InvalidOperationException();")]
    public Task Fix_takes_a_lease(string before, string after) => after.Length == 0
        ? Verify.AnalyzerAsync(UsageCode.InMethod(before))
        : Verify.CodeFixAsync(UsageCode.InMethod(before), UsageCode.InMethod(after));

    [Theory]
    [InlineData("{|GT1019:room.IncrementBytes()|};\nawait Task.Delay(n);\nroom.DecrementBytes();\nroom.Open = false;")]
    [InlineData("long now = {|GT1019:room.IncrementBytes()|};\nawait Task.Delay((int)now);\nroom.DecrementBytes();")]
    [InlineData("{|GT1019:room.IncrementBytes()|};\nawait Task.Delay(n);\nroom.DecrementBytes(); // out")]
    [InlineData("if ({|GT1019:room.IncrementBytesUpTo(20, out _)|})\n{\n    await Task.Delay(n);\n    room.DecrementBytes();\n}")]
    [InlineData("if (!{|GT1019:room.IncrementBytesUpTo(20, out _)|}) return;\nawait Task.Delay(n);\nroom.DecrementBytes();")]
    [InlineData("if (!{|GT1019:room.IncrementBytesUpTo(20, out _, n)|}) return;\nawait Task.Delay(n);\nroom.DecrementBytes(n);")]
    public Task No_fix_if_the_block_goes_on_or_the_value_is_used(string statements) => Verify.NoCodeFixAsync(UsageCode.InMethod(statements));

    [Theory]
    [InlineData("room.IncrementBytes();\ntry { await Task.Delay(n); } finally { room.DecrementBytes(); }")]
    [InlineData("room.IncrementBytes();\ntry { await Task.Delay(n); } catch { n++; }\nroom.DecrementBytes();")]
    [InlineData("room.IncrementBytes();\ntry { await Task.Delay(n); } catch (Exception e) { n = e.HResult; }\nroom.DecrementBytes();")]
    [InlineData("room.IncrementBytes();\nroom.DecrementBytes();")]
    [InlineData("room.IncrementBytes();\nConsole.WriteLine(room.Bytes);\nroom.DecrementBytes();")]
    [InlineData("room.IncrementBytes();\nn += max;\nroom.DecrementBytes();")]
    [InlineData("room.IncrementBytes();\nif (await jobs.StopAsync(name)) return;\nroom.DecrementBytes();")]
    [InlineData("room.IncrementBytes();\nif (await jobs.StopAsync(name)) room.DecrementBytes();")]
    [InlineData("room.IncrementBytes();\nif (await jobs.StopAsync(name)) room.IncrementBytes();\nroom.DecrementBytes();")]
    [InlineData("room.IncrementBytes(n);\nawait Task.Delay(n);\nroom.DecrementBytes();")]
    [InlineData("room.IncrementBytes();\nawait Task.Delay(n);\nroom.Next!.DecrementBytes();")]
    [InlineData("room.IncrementBytes();\nroom = room.Next!;\nawait Task.Delay(n);\nroom.DecrementBytes();")]
    [InlineData("room.DecrementBytes();\nawait Task.Delay(n);\nroom.IncrementBytes();")]
    [InlineData("room.IncrementPlayers();\nawait Task.Delay(n);\nroom.DecrementPlayers();")]
    [InlineData("room.IncrementMessages();\nawait Task.Delay(n);\nroom.DecrementMessages();")]
    [InlineData("room.IncrementBytes();\nFunc<Task> later = async () => { await Task.Delay(n); room.DecrementBytes(); };\nawait later();")]
    [InlineData("using var lease = room.AcquireBytes();\nawait Task.Delay(n);")]
    [InlineData("var mine = new Room();\nmine.IncrementBytes();\nawait Task.Delay(n);\nmine.DecrementBytes();\nroom.Next = mine;")]
    public Task Allows_counts_that_are_kept_or_certainly_undone(string statements) => Verify.AnalyzerAsync(UsageCode.InMethod(statements));

    [Theory]
    [InlineData("public async Task RunAsync(CancellationToken stoppingToken) { IncrementMoves(); await Task.Delay(1, stoppingToken); DecrementMoves(); }")]
    [InlineData("private async Task PlayAsync() { IncrementMoves(); await Task.Delay(1); DecrementMoves(); }")]
    public Task Allows_a_childs_own_run(string member) => Verify.AnalyzerAsync(UsageCode.InChild(member));

    [Fact]
    public Task Reports_members_of_a_child_that_others_call() => Verify.CodeFixAsync(
        UsageCode.InChild("public async Task PlayAsync() { {|GT1019:IncrementMoves()|}; await Task.Delay(1); DecrementMoves(); }"),
        UsageCode.InChild("public async Task PlayAsync() { using var lease = AcquireMoves(); await Task.Delay(1); }"));
}

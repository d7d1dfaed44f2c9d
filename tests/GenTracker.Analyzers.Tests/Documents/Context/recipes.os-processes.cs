using System.Diagnostics;
using GenTracker;
using Xunit;

public static class Check
{
    public static async Task RunAsync()
    {
        await using WorkerTracker tracker = new(new TrackerOptions { StopTimeout = TimeSpan.FromMinutes(10) });

        Worker quick = await tracker.FindOrOpenAsync("quick", "sh", ["-c", "echo one; echo two"]);
        Assert.Equal(ExitReason.Completed, (await quick.Completion).Reason);
        Assert.Equal((2, 0), (quick.Lines, quick.ExitCode));

        Worker failing = await tracker.FindOrOpenAsync("failing", "sh", ["-c", "exit 7"]);
        Assert.Equal(ExitReason.Failed, (await failing.Completion).Reason);
        Assert.Equal(7, failing.ExitCode);

        Worker missing = await tracker.FindOrOpenAsync("missing", "no-such-program", []);
        Assert.IsType<System.ComponentModel.Win32Exception>((await missing.Completion).Exception);

        Worker endless = await tracker.FindOrOpenAsync("endless", "sh", ["-c", "echo up; while sleep 1; do :; done"]);
        await tracker.WaitForAsync("endless", static worker => worker.Lines == 1);
        using Process process = Process.GetProcessById(endless.ProcessId);
        Assert.True(await tracker.StopAsync("endless"));
        Assert.True(process.HasExited);
        Assert.Equal(ExitReason.Stopped, (await endless.Completion).Reason);
    }
}

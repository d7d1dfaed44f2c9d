using GenTracker;
using Xunit;

namespace Company.Service.Tests;

public class TenantJobTests
{
    [Fact]
    public async Task A_stopped_job_keeps_the_count_of_what_it_did()
    {
        await using TenantJobTracker jobs = new();
        TenantJob job = await jobs.FindOrOpenAsync("north", TimeSpan.FromHours(1));

        job.WorkOneRound();
        await jobs.StopAsync("north");
        ChildExit exit = await job.Completion;

        Assert.Equal(ExitReason.Stopped, exit.Reason);
        Assert.Equal(1, job.Rounds);
    }

    [Fact]
    public async Task A_tenant_has_one_job_however_often_it_is_opened()
    {
        await using TenantJobTracker jobs = new();

        TenantJob first = await jobs.FindOrOpenAsync("north", TimeSpan.FromHours(1));
        TenantJob second = await jobs.FindOrOpenAsync("north", TimeSpan.FromHours(1));

        Assert.Same(first, second);
    }
}

using System;
using System.Globalization;
using System.Net;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace GenTracker.AspNetCore.Tests;

/// <summary>What a request gets that ends with an exception of a tracker.</summary>
public sealed class ProblemDetailsTests
{
    [Theory]
    [InlineData("closed", 503, "The tracker is closed.", "5")]
    [InlineData("full", 503, "There is no room for another child.", "1")]
    [InlineData("absent", 404, "There is no such child.", null)]
    [InlineData("taken", 409, "The key is taken.", null)]
    [InlineData("value", 409, "Another child has this value of Ticket.", null)]
    [InlineData("broken", 502, "The child could not be started.", null)]
    public async Task A_refusal_has_a_status_of_its_own_and_no_stack(string kind, int status, string detail, string? retryAfter)
    {
        await using TestApplication application = Start();

        using HttpResponseMessage response = await application.GetAsync($"/refuse/{kind}");

        string body = await response.Content.ReadAsStringAsync();
        JsonElement problem = JsonElement.Parse(body);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal((status, detail), (problem.GetProperty("status").GetInt32(), problem.GetProperty("detail").GetString()));
        Assert.Equal(retryAfter, response.Headers.RetryAfter?.Delta?.TotalSeconds.ToString(CultureInfo.InvariantCulture));
        Assert.Equal("Guest", problem.GetProperty("tracker").GetString());
        Assert.Equal(kind, problem.GetProperty("key").GetString());
        Assert.DoesNotContain("   at ", body, StringComparison.Ordinal);
        Assert.DoesNotContain("cable", body, StringComparison.Ordinal);
        Assert.DoesNotContain("holder", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("closed")]
    [InlineData("full")]
    [InlineData("absent")]
    [InlineData("taken")]
    [InlineData("value")]
    [InlineData("broken")]
    public async Task A_refusal_is_no_unhandled_exception_in_the_log(string kind)
    {
        await using TestApplication application = Start();

        using HttpResponseMessage response = await application.GetAsync($"/refuse/{kind}");
        await application.StopAsync();

        Assert.DoesNotContain(application.Log, static line => line.Contains("unhandled", StringComparison.OrdinalIgnoreCase));

        // The tracker itself logs the cause of a failed start.
        Assert.DoesNotContain(
            application.Log,
            static line => line.StartsWith("Error", StringComparison.Ordinal) && !line.Contains("could not be started", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_client_that_takes_no_json_gets_the_status()
    {
        await using TestApplication application = Start();

        using HttpResponseMessage response = await application.GetAsync("/refuse/absent", ("Accept", "image/png"));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task What_no_tracker_has_thrown_stays_the_applications()
    {
        await using TestApplication application = Start();

        using HttpResponseMessage response = await application.GetAsync("/refuse/other");
        await application.StopAsync();

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Contains(application.Log, static line => line.Contains("unhandled", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task It_may_be_added_twice()
    {
        await using TestApplication application = Start(times: 2);

        using HttpResponseMessage response = await application.GetAsync("/refuse/taken");

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
    }

    private static TestApplication Start(int times = 1) => TestApplication.Start(
        build: builder =>
        {
            builder.Services.AddTracker<GuestTracker>(static options => options.MaxChildren = 3);
            for (var i = 0; i < times; i++)
                builder.Services.AddTrackerProblemDetails();
        },
        map: static (app, _) =>
        {
            app.UseExceptionHandler();
            app.Map("/trackers/refuse/{kind}", RefuseAsync);
        });

    /// <summary>An endpoint that does what a tracker refuses.</summary>
    private static async Task RefuseAsync(HttpContext context)
    {
        var kind = (string)context.Request.RouteValues["kind"]!;
        GuestTracker guests = context.RequestServices.GetRequiredService<GuestTracker>();
        Guest holder = await guests.FindOrOpenAsync("holder");
        holder.Ticket = "7";
        switch (kind)
        {
            case "closed":
                await guests.CloseAsync(CancellationToken.None);
                await guests.FindOrOpenAsync(kind);
                break;
            case "full":
                await guests.FindOrOpenAsync("b");
                await guests.FindOrOpenAsync("c");
                await guests.FindOrOpenAsync(kind);
                break;
            case "absent":
                guests.IncrementVisits(kind);
                break;
            case "taken":
                await guests.OpenAsync(kind);
                await guests.OpenAsync(kind);
                break;
            case "value":
                (await guests.FindOrOpenAsync(kind)).Ticket = "7";
                break;
            case "broken":
                await guests.FindOrOpenAsync(kind);
                break;
            default:
                throw new InvalidOperationException("Not a tracker's.");
        }
    }
}

/// <summary>A child with a unique attribute.</summary>
[Tracker]
internal sealed partial class Guest(string key) : ITrackedChild
{
    [TrackedAttr]
    public partial long Visits { get; }

    [TrackedAttr(Unique = true)]
    public partial string? Ticket { get; set; }

    public Task StartAsync(CancellationToken cancellationToken) =>
        key == "broken" ? throw new InvalidOperationException("The cable is loose.") : Task.CompletedTask;

    public Task RunAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);
}

global using static Given;
using System.Net;
using GenTracker;
using Xunit;

public static class Given
{
    public static WebApplicationBuilder builder { get; } = WebApplication.CreateSlimBuilder();
}

public sealed class Warehouse : IStock
{
    public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Reserved { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task ReserveAsync(string item, CancellationToken cancellationToken)
    {
        Asked.TrySetResult();
        return Reserved.Task.WaitAsync(cancellationToken);
    }
}

public static class Check
{
    public static async Task RunAsync()
    {
        await A_request_in_flight_is(TrackerCloseTrigger.HostStopped, HttpStatusCode.OK, "1");
        await A_request_in_flight_is(TrackerCloseTrigger.HostStopping, HttpStatusCode.ServiceUnavailable, "");
    }

    private static async Task A_request_in_flight_is(TrackerCloseTrigger closeOn, HttpStatusCode status, string body)
    {
        WebApplicationBuilder server = WebApplication.CreateSlimBuilder();
        server.Logging.ClearProviders();
        Warehouse warehouse = new();
        server.Services.AddSingleton<IStock>(warehouse);
        server.Services.AddTracker<CartTracker>(options => options.CloseOn = closeOn);
        await using WebApplication app = server.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapCarts();
        await app.StartAsync();
        CartTracker carts = app.Services.GetRequiredService<CartTracker>();
        using HttpClient http = new() { BaseAddress = new Uri(app.Urls.First()) };

        Task<HttpResponseMessage> request = http.PostAsync(new Uri("/carts/ann/items/tea", UriKind.Relative), null);
        await warehouse.Asked.Task;
        TaskCompletionSource stopping = new(TaskCreationOptions.RunContinuationsAsynchronously);
        app.Lifetime.ApplicationStopping.Register(stopping.SetResult);     // a tracker that closes first has closed before
        Task shutdown = app.StopAsync();
        await stopping.Task;
        warehouse.Reserved.SetResult();

        using HttpResponseMessage answer = await request;
        await shutdown;
        Assert.Equal((status, body), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Equal(status == HttpStatusCode.OK, answer.Headers.RetryAfter is null);
        await Assert.ThrowsAsync<TrackerClosedException>(async () => await carts.FindOrOpenAsync("late"));
    }
}

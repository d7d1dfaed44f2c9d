using System;
using System.IO;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;

namespace GenTracker.AspNetCore.Tests;

/// <summary>Reads server-sent events as a page does.</summary>
internal sealed class EventReader : IDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _reader;

    private EventReader(HttpResponseMessage response, Stream stream)
    {
        _response = response;
        _reader = new StreamReader(stream);
    }

    public static async Task<EventReader> OpenAsync(TestApplication application, string query)
    {
        HttpResponseMessage response = await application.GetAsync("/api/events?" + query);
        response.EnsureSuccessStatusCode();
        return await FromAsync(response);
    }

    public static async Task<EventReader> FromAsync(HttpResponseMessage response) => new(response, await response.Content.ReadAsStreamAsync());

    /// <summary>The next event; null at the end of the stream. A stream that says nothing for ever fails the test.</summary>
    public async Task<(string Name, JsonElement Data)?> ReadAsync()
    {
        while (await ReadLineAsync() is { } line)
        {
            if (!line.StartsWith("event: ", StringComparison.Ordinal))
                continue;
            string? data = await ReadLineAsync();
            return (line["event: ".Length..], JsonElement.Parse(data!["data: ".Length..]));
        }

        return null;
    }

    public void Dispose()
    {
        _reader.Dispose();
        _response.Dispose();
    }

    private Task<string?> ReadLineAsync() => _reader.ReadLineAsync().WaitAsync(TestTime.Patience);
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;
using GenTracker.AspNetCore.Dashboard;
using Xunit;

namespace GenTracker.AspNetCore.Tests;

/// <summary>How the page and its files are served.</summary>
public sealed class PageTests : IAsyncLifetime
{
    private readonly TestApplication _application = TestApplication.Start();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _application.DisposeAsync().AsTask();

    [Fact]
    public async Task The_prefix_is_the_page()
    {
        using HttpResponseMessage response = await _application.GetAsync("/");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.StartsWith("<!doctype html>", await response.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_prefix_without_a_slash_leads_to_the_page()
    {
        using HttpResponseMessage response = await _application.GetAsync("");

        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.Equal("trackers/", response.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Every_file_of_the_page_is_served_and_kept_until_it_changes()
    {
        foreach (PageFile file in PageFile.All.Where(static file => file.Path != "index.html"))
        {
            using HttpResponseMessage first = await _application.GetAsync("/" + file.Path);
            using HttpResponseMessage again = await _application.GetAsync("/" + file.Path, ("If-None-Match", first.Headers.ETag!.ToString()));
            using HttpResponseMessage head = await _application.SendAsync(HttpMethod.Head, "/" + file.Path);

            Assert.Equal(HttpStatusCode.OK, first.StatusCode);
            Assert.NotEmpty(await first.Content.ReadAsByteArrayAsync());
            Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
            Assert.Equal(first.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/api/trackers")]
    [InlineData("/api/children?name=nobody")]
    [InlineData("/api/events?view=overview")]
    public async Task Every_answer_has_the_headers_that_keep_others_out(string path)
    {
        using HttpResponseMessage response = await _application.GetAsync(path);

        Assert.Equal(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
                + "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
            Header(response, "Content-Security-Policy"));
        Assert.Equal("nosniff", Header(response, "X-Content-Type-Options"));
        Assert.Equal("DENY", Header(response, "X-Frame-Options"));
        Assert.Equal("no-referrer", Header(response, "Referrer-Policy"));
        Assert.Equal("same-origin", Header(response, "Cross-Origin-Opener-Policy"));
        Assert.Equal("same-origin", Header(response, "Cross-Origin-Resource-Policy"));
        Assert.Equal(path == "/" ? "no-cache" : "no-store", Header(response, "Cache-Control"));
    }

    [Fact]
    public async Task A_wrong_method_is_refused()
    {
        using HttpResponseMessage post = await _application.SendAsync(HttpMethod.Post, "/api/trackers");
        using HttpResponseMessage get = await _application.GetAsync("/api/stop?name=Device&key=a");

        Assert.Equal((HttpStatusCode.MethodNotAllowed, HttpStatusCode.MethodNotAllowed), (post.StatusCode, get.StatusCode));
    }

    private static string Header(HttpResponseMessage response, string name) =>
        string.Join(", ", response.Headers.TryGetValues(name, out IEnumerable<string>? values) ? values : []);
}

using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Xunit;

namespace GenTracker.AspNetCore.Tests;

/// <summary>The threats of docs/dashboard-security.md: each test attacks.</summary>
public sealed class AttackTests
{
    private const string Stranger = "203.0.113.7";

    private static readonly string[] Paths =
    [
        "", "/", "/api/trackers", "/api/tracker?name=Device", "/api/children?name=Device", "/api/exits?name=Device", "/api/child?name=Device&key=a",
        "/api/events?view=overview",
    ];

    [Fact]
    public async Task A_stranger_gets_nothing_but_the_names_of_the_options()
    {
        await using TestApplication application = TestApplication.Start();

        foreach (string path in Paths)
        {
            using HttpResponseMessage response = await application.GetFromAsync(Stranger, path);

            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
            Assert.Equal(
                "The dashboard answers only requests from its own machine, for localhost. "
                    + "AllowRemote or RequireAuthorization of MapTrackers opens it to others.",
                (await TestApplication.ReadJsonAsync(response)).GetProperty("detail").GetString());
        }
    }

    [Fact]
    public async Task A_connection_without_an_address_is_a_strangers()
    {
        await using TestApplication application = TestApplication.Start();

        using HttpResponseMessage response = await application.GetFromAsync("none", "/api/trackers");

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:5000")]
    [InlineData("localhost.evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("0.0.0.0")]
    [InlineData("192.168.0.1")]
    public async Task A_site_that_resolves_its_name_to_this_machine_gets_nothing(string host)
    {
        await using TestApplication application = TestApplication.Start();

        using HttpResponseMessage response = await application.GetAsync("/api/trackers", ("Host", host));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Theory]
    [InlineData("127.0.0.1", "localhost")]
    [InlineData("127.0.0.1", "LocalHost:5000")]
    [InlineData("127.0.0.2", "127.0.0.1:80")]
    [InlineData("::1", "[::1]:5000")]
    [InlineData("::ffff:127.0.0.1", "localhost")]
    public async Task This_machine_itself_is_answered(string address, string host)
    {
        await using TestApplication application = TestApplication.Start();

        using HttpResponseMessage response = await application.GetFromAsync(address, "/api/trackers", ("Host", host));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("X-Forwarded-Host", "evil.example")]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("Forwarded", "for=203.0.113.7")]
    [InlineData("X-Real-IP", "203.0.113.7")]
    [InlineData("X-Original-For", "127.0.0.1:1")]
    [InlineData("Via", "1.1 proxy")]
    public async Task A_proxy_on_this_machine_does_not_let_strangers_in(string header, string value)
    {
        await using TestApplication application = TestApplication.Start();

        using HttpResponseMessage response = await application.GetAsync("/api/trackers", (header, value));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task AllowRemote_opens_it_to_everybody()
    {
        await using TestApplication application = TestApplication.Start(static options => options.AllowRemote = true);

        using HttpResponseMessage response = await application.GetFromAsync(Stranger, "/api/trackers", ("Host", "trackers.example"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task RequireAuthorization_opens_it_to_those_who_are_authorized()
    {
        await using TestApplication application = TestApplication.Start(build: AddUsers, map: static (app, dashboard) =>
        {
            app.UseAuthentication();
            app.UseAuthorization();
            dashboard.RequireAuthorization();
        });

        foreach (string path in Paths.Where(static path => path is not "" && !path.Contains("key=", StringComparison.Ordinal)))
        {
            using HttpResponseMessage stranger = await application.GetFromAsync(Stranger, path, ("Host", "trackers.example"));
            using HttpResponseMessage local = await application.GetAsync(path);
            using HttpResponseMessage user = await application.GetFromAsync(Stranger, path, ("Host", "trackers.example"), ("Authorization", "Test"));

            Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);
            Assert.Equal(HttpStatusCode.Unauthorized, local.StatusCode);
            Assert.Equal(HttpStatusCode.OK, user.StatusCode);
        }
    }

    [Fact]
    public async Task AllowAnonymous_is_no_authorization()
    {
        await using TestApplication application = TestApplication.Start(build: AddUsers, map: static (app, dashboard) =>
        {
            app.UseAuthentication();
            app.UseAuthorization();
            dashboard.RequireAuthorization().AllowAnonymous();
        });

        using HttpResponseMessage response = await application.GetFromAsync(Stranger, "/api/trackers");

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    public async Task A_page_of_another_site_reads_nothing_and_keeps_no_stream(string header, string value)
    {
        await using TestApplication application = TestApplication.Start(static options => options.AllowRemote = true);

        await application.Devices.FindOrOpenAsync("a");

        foreach (string path in Paths.Where(static path => path.StartsWith("/api/", StringComparison.Ordinal)))
        {
            using HttpResponseMessage response = await application.GetAsync(path, (header, value));

            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
            Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
        }
    }

    [Fact]
    public async Task A_link_from_elsewhere_leads_to_the_page()
    {
        await using TestApplication application = TestApplication.Start();

        using HttpResponseMessage response = await application.GetAsync("/", ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Sec-Fetch-Site", "none")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://localhost")]
    public async Task A_page_of_another_site_stops_nothing(string? header, string? value)
    {
        await using TestApplication application = TestApplication.Start(static options => options.AllowStop = true);
        await application.Devices.FindOrOpenAsync("a");
        (string, string)[] headers = header is null ? [] : [(header, value!)];

        using HttpResponseMessage response = await application.SendAsync(HttpMethod.Post, "/api/stop?name=Device&key=a", headers);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.NotNull(application.Devices.Find("a"));
    }

    [Fact]
    public async Task A_wrong_origin_is_not_made_good_by_another_header()
    {
        await using TestApplication application = TestApplication.Start(static options => options.AllowStop = true);
        await application.Devices.FindOrOpenAsync("a");

        using HttpResponseMessage response = await application.SendAsync(
            HttpMethod.Post, "/api/stop?name=Device&key=a", ("Sec-Fetch-Site", "cross-site"), ("Origin", application.Origin));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.NotNull(application.Devices.Find("a"));
    }

    [Fact]
    public async Task Nobody_stops_anything_without_AllowStop()
    {
        await using TestApplication application = TestApplication.Start(static options => options.AllowRemote = true);
        await application.Devices.FindOrOpenAsync("a");

        using HttpResponseMessage response = await application.SendAsync(HttpMethod.Post, "/api/stop?name=Device&key=a", ("Origin", application.Origin));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("AllowStop", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.NotNull(application.Devices.Find("a"));
    }

    [Fact]
    public async Task A_script_in_keys_attributes_exceptions_and_requests_stays_text()
    {
        const string Script = "<script>alert(1)</script>";
        await using TestApplication application = TestApplication.Start();
        Device device = await application.Devices.FindOrOpenAsync(Script);
        (device.Owner, device.Note) = (Script, Script);
        device.Fail(new InvalidOperationException(Script));
        await application.Devices.WhenFreeAsync(Script);
        device = await application.Devices.FindOrOpenAsync(Script);
        (device.Owner, device.Note) = (Script, Script);
        string escaped = Uri.EscapeDataString(Script);

        foreach (string path in (string[])
            [
                "/api/children?name=Device", "/api/exits?name=Device", $"/api/child?name=Device&key={escaped}", $"/api/children?name={escaped}",
                $"/api/children?name=Device&sort={escaped}", $"/api/children?name=Device&state={escaped}", $"/api/child?name=Device&key=x{escaped}",
            ])
        {
            using HttpResponseMessage response = await application.GetAsync(path);
            string body = await response.Content.ReadAsStringAsync();

            Assert.DoesNotContain("<", body, StringComparison.Ordinal);
            Assert.Contains("\\u003Cscript", body, StringComparison.Ordinal);
            Assert.EndsWith("json", response.Content.Headers.ContentType!.MediaType, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_line_break_in_a_key_makes_no_event_of_its_own()
    {
        const string Key = "a\n\nevent: overview\ndata: {}\n\n";
        await using TestApplication application = TestApplication.Start();
        await application.Devices.FindOrOpenAsync(Key);
        using EventReader events = await EventReader.OpenAsync(application, "view=tracker&name=Device");

        (string Name, JsonElement Data)?[] first = [await events.ReadAsync(), await events.ReadAsync(), await events.ReadAsync()];

        Assert.Equal(["tracker", "children", "exits"], first.Select(static next => next!.Value.Name));
        Assert.Equal(Key, first[1]!.Value.Data.GetProperty("children")[0].GetProperty("key").GetString());
    }

    [Fact]
    public async Task A_secret_is_in_no_answer()
    {
        const string Secret = "swordfish";
        await using TestApplication application = TestApplication.Start();
        Device device = await application.Devices.FindOrOpenAsync("a");
        device.Token = Secret;
        device.Fail(new InvalidOperationException("The cable is loose."));
        await application.Devices.WhenFreeAsync("a");
        (await application.Devices.FindOrOpenAsync("a")).Token = Secret;

        foreach (string path in Paths.Where(static path => !path.Contains("events", StringComparison.Ordinal)))
        {
            using HttpResponseMessage response = await application.GetAsync(path);
            Assert.DoesNotContain(Secret, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        foreach (string view in (string[])["view=overview", "view=tracker&name=Device", "view=child&name=Device&key=a"])
        {
            using EventReader events = await EventReader.OpenAsync(application, view);
            int count = view.StartsWith("view=tracker", StringComparison.Ordinal) ? 3 : 1;
            for (var i = 0; i < count; i++)
                Assert.DoesNotContain(Secret, (await events.ReadAsync())!.Value.Data.GetRawText(), StringComparison.Ordinal);
        }

        using HttpResponseMessage sorted = await application.GetAsync("/api/children?name=Device&sort=Token");
        Assert.Equal(HttpStatusCode.BadRequest, sorted.StatusCode);
    }

    [Theory]
    [InlineData("a/b/../c")]
    [InlineData("..")]
    [InlineData("\0\u0001\u001b[31m\r\n")]
    [InlineData("\u202Egnp.exe")]
    [InlineData("?&=#%2F+ ")]
    [InlineData("{0}{{}}")]
    [InlineData("ключ 鍵 🔑")]
    [InlineData("")]
    public async Task A_key_of_any_characters_is_listed_found_and_stopped(string key)
    {
        await using TestApplication application = TestApplication.Start(static options => options.AllowStop = true);
        await application.Devices.FindOrOpenAsync(key);

        JsonElement page = await application.GetJsonAsync("/api/children?name=Device");
        string listed = page.GetProperty("children")[0].GetProperty("key").GetString()!;
        JsonElement found = await application.GetJsonAsync($"/api/child?name=Device&key={Uri.EscapeDataString(listed)}");
        using HttpResponseMessage stopped = await application.SendAsync(
            HttpMethod.Post, $"/api/stop?name=Device&key={Uri.EscapeDataString(listed)}", ("Origin", application.Origin));

        Assert.Equal(key, listed);
        Assert.Equal(key, found.GetProperty("child").GetProperty("key").GetString());
        Assert.Equal(HttpStatusCode.OK, stopped.StatusCode);
        Assert.Empty(application.Devices);
    }

    [Fact]
    public async Task Two_keys_of_ten_thousand_characters_with_one_beginning_are_told_apart()
    {
        string beginning = new('k', 10_000);
        await using TestApplication application = TestApplication.Start(static options => options.AllowStop = true);
        await application.Devices.FindOrOpenAsync(beginning + "1");
        (await application.Devices.FindOrOpenAsync(beginning + "2")).IncrementBytes(2);

        JsonElement page = await application.GetJsonAsync("/api/children?name=Device&sort=@Bytes&desc=true");
        string second = page.GetProperty("children")[0].GetProperty("key").GetString()!;
        using HttpResponseMessage stopped = await application.SendAsync(
            HttpMethod.Post, $"/api/stop?name=Device&key={Uri.EscapeDataString(second)}", ("Origin", application.Origin));

        Assert.InRange(second.Length, 1, 256);
        Assert.Equal(HttpStatusCode.OK, stopped.StatusCode);
        Assert.Equal([beginning + "1"], application.Devices.Select(static device => device.Key));
    }

    [Fact]
    public async Task Texts_that_throw_or_have_no_end_cost_themselves_alone()
    {
        await using TestApplication application = TestApplication.Start();
        Device device = await application.Devices.FindOrOpenAsync("a");
        device.Owner = new string('x', 1_000_000);
        device.Note = new Rude();
        device.Fail(new InvalidOperationException(new string('m', 1_000_000), new RudeException()));
        await application.Devices.WhenFreeAsync("a");
        (await application.Devices.FindOrOpenAsync("b")).Fail(new InvalidOperationException(new string('m', 1_000_000)));
        await application.Devices.WhenFreeAsync("b");

        using HttpResponseMessage exits = await application.GetAsync("/api/exits?name=Device");
        string body = await exits.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, exits.StatusCode);
        Assert.InRange(body.Length, 1, 20_000);
        Assert.Contains("Rude (its ToString failed)", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("filter")]
    [InlineData("sort")]
    [InlineData("state")]
    [InlineData("name")]
    public async Task A_text_of_a_request_that_is_too_long_is_refused(string name)
    {
        await using TestApplication application = TestApplication.Start();

        string others = name == "name" ? "" : "name=Device&";
        using HttpResponseMessage response = await application.GetAsync($"/api/children?{others}{name}={new string('x', 1_025)}");

        string? detail = (await TestApplication.ReadJsonAsync(response)).GetProperty("detail").GetString();
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal($"{name} has 1025 characters; at most 1024 are allowed.", detail);
    }

    private static void AddUsers(WebApplicationBuilder builder)
    {
        builder.Services.AddAuthentication("Test").AddScheme<AuthenticationSchemeOptions, TestAuthentication>("Test", static _ => { });
        builder.Services.AddAuthorization();
    }

    private sealed class TestAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
            Request.Headers.Authorization == "Test"
                ? AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity([new Claim("name", "operator")], "Test")), "Test"))
                : AuthenticateResult.NoResult());
    }

    private sealed class Rude
    {
        public override string ToString() => throw new NotSupportedException();
    }

    private sealed class RudeException : Exception
    {
        public override string Message => throw new NotSupportedException();

        public override string ToString() => throw new NotSupportedException();
    }
}

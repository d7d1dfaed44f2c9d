using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Playwright;
using Xunit;

namespace GenTracker.AspNetCore.Browser.Tests;

/// <summary>One tab. Whatever it reports as an error, such as a violation of the content security policy, fails the test in the end.</summary>
public sealed class Tab : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _errors = new();

    internal Tab(IPage page)
    {
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && !(AllowsFailedRequests && message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal)))
                _errors.Enqueue($"{message.Type}: {message.Text} ({message.Location})");
        };
        page.PageError += (_, error) => _errors.Enqueue(error);
        page.Dialog += async (_, dialog) =>
        {
            _errors.Enqueue($"A dialog has opened: {dialog.Message}");
            await dialog.DismissAsync();
        };
    }

    public IPage Page { get; }

    /// <summary>Whether requests may fail: the browser reports each on the console.</summary>
    public bool AllowsFailedRequests { get; set; }

    public ILocator Heading => Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 });

    public ILocator Status => Page.Locator("#status");

    /// <summary>The keys of the table of children, in their order.</summary>
    public ILocator Keys => Page.Locator("tbody a.key");

    public ILocator Filter => Page.GetByRole(AriaRole.Searchbox, new PageGetByRoleOptions { Name = "Filter by key" });

    public ILocator Link(string name) => Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = name, Exact = true });

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name, Exact = true });

    /// <summary>The row of the table that begins with this text.</summary>
    public ILocator Row(string name) =>
        Page.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions
        {
            Has = Page.GetByRole(AriaRole.Rowheader, new PageGetByRoleOptions { Name = name, Exact = true }),
        });

    /// <summary>Returns the errors that were reported, which fail nothing then.</summary>
    public string TakeErrors()
    {
        string errors = string.Join('\n', _errors);
        _errors.Clear();
        return errors;
    }

    public async ValueTask DisposeAsync()
    {
        await Page.Context.DisposeAsync();
        Assert.Equal("", TakeErrors());
    }
}

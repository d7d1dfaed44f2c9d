using Xunit;

namespace GenTracker.AspNetCore.Browser.Tests;

/// <summary>Tests that share one browser, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserTests : ICollectionFixture<Chromium>
{
    public const string Name = "Browser";
}

using Xunit;

namespace GenTracker.Orleans.PostgreSql.Tests.Support;

/// <summary>The tests of one server.</summary>
[CollectionDefinition(Name)]
public sealed class SharedServer : ICollectionFixture<ServerFixture>
{
    public const string Name = "PostgreSQL";
}

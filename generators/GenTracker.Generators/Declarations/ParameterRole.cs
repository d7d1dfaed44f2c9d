namespace GenTracker.Generators.Declarations;

/// <summary>The source of the argument of a constructor parameter.</summary>
internal enum ParameterRole
{
    /// <summary>The caller of <c>FindOrOpenAsync</c>.</summary>
    Argument,

    /// <summary>The key of the child.</summary>
    Key,

    /// <summary>An <c>ILogger&lt;T&gt;</c>, which exists without any services too.</summary>
    Logger,

    /// <summary>The services of the incarnation.</summary>
    Service,

    /// <summary>The services of the incarnation, by a service key.</summary>
    KeyedService,
}

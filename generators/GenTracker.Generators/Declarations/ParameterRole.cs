namespace GenTracker.Generators.Declarations;

/// <summary>Where the argument of a constructor's parameter comes from.</summary>
internal enum ParameterRole
{
    /// <summary>From the caller of <c>FindOrOpenAsync</c>.</summary>
    Argument,

    /// <summary>It is the child's key.</summary>
    Key,

    /// <summary>It is an <c>ILogger&lt;T&gt;</c>, which is there without any services too.</summary>
    Logger,

    /// <summary>From the services of the incarnation.</summary>
    Service,

    /// <summary>From the services of the incarnation, under a service key.</summary>
    KeyedService,
}

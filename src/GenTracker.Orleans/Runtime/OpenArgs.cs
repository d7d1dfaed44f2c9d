using System;
using System.ComponentModel;
using Orleans;

namespace GenTracker.Orleans.Runtime;

/// <summary>
/// The arguments of an opening, by name: a node of another version takes those that it knows. They are stored too, because a node that takes over the key
/// opens it with them. Not thread-safe while it is filled.
/// </summary>
[GenerateSerializer, Alias("gentracker.args")]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class OpenArgs
{
    [Id(0)]
    private string[] _names = [];

    [Id(1)]
    private object?[] _values = [];

    /// <summary>Initializes arguments without any.</summary>
    /// <param name="options">What this child does otherwise than the options of the node's tracker say.</param>
    public OpenArgs(ChildOptions? options = null) =>
        (Restart, StopTimeout, LongRunning) = (options?.Restart, options?.StopTimeout, options?.LongRunning);

    /// <summary><see cref="ChildOptions.Restart"/>.</summary>
    [Id(2)]
    public RestartPolicy? Restart { get; private set; }

    /// <summary><see cref="ChildOptions.StopTimeout"/>.</summary>
    [Id(3)]
    public TimeSpan? StopTimeout { get; private set; }

    /// <summary><see cref="ChildOptions.LongRunning"/>.</summary>
    [Id(4)]
    public bool? LongRunning { get; private set; }

    /// <summary>Adds an argument.</summary>
    /// <typeparam name="T">The parameter's type.</typeparam>
    /// <param name="name">The parameter's name.</param>
    /// <param name="value">The argument.</param>
    /// <returns>This object.</returns>
    public OpenArgs With<T>(string name, T value)
    {
        (_names, _values) = ([.. _names, name], [.. _values, value]);
        return this;
    }

    /// <summary>Whether the opener has given an argument of that name.</summary>
    /// <param name="name">The parameter's name.</param>
    /// <returns>Whether it has.</returns>
    public bool Has(string name) => Array.IndexOf(_names, name) >= 0;

    /// <summary>Gets an argument.</summary>
    /// <typeparam name="T">The parameter's type.</typeparam>
    /// <param name="name">The parameter's name.</param>
    /// <param name="missing">The value if the opener's version does not know the parameter.</param>
    /// <returns>The argument.</returns>
    public T Get<T>(string name, T missing = default!)
    {
        int place = Array.IndexOf(_names, name);
        return place < 0 ? missing : (T)_values[place]!;
    }
}

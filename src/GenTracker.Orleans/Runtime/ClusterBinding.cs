using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Runtime;

namespace GenTracker.Orleans.Runtime;

/// <summary>
/// How calls that came over the network are done on the typed child and its tracker. The generator writes one for each clustered class. Instances have no
/// state, so all members are thread-safe.
/// </summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TChild">The tracked class.</typeparam>
/// <typeparam name="TTracker">Its generated tracker.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ClusterBinding<TKey, TChild, TTracker>
    where TKey : notnull
    where TChild : class, ITracked<TKey>
    where TTracker : Tracker<TKey, TChild>
{
    /// <summary>The tracker's name, which is in the rows of the store.</summary>
    public abstract string TrackerName { get; }

    /// <summary>The name of the generated grain's type.</summary>
    public abstract string GrainType { get; }

    /// <summary>Reads a key from its text.</summary>
    /// <param name="text">The text that <see cref="FormatKey"/> has made.</param>
    /// <returns>The key.</returns>
    /// <exception cref="FormatException">The text is no key.</exception>
    public TKey ParseKey(string text)
    {
        try
        {
            return ReadKey(text);
        }
        catch (Exception exception)
        {
            throw new FormatException(
                $"Tracker {TrackerName}: '{text}' is no key of the type {typeof(TKey)}: {exception.Message} If it is from a time when keys had another type or "
                    + "format, delete its row from the store, or give the tracker another name.",
                exception);
        }
    }

    /// <summary>Writes a key as text, the same on each machine.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The text.</returns>
    /// <exception cref="ArgumentException">The key has no text.</exception>
    public string FormatKey(TKey key) => WriteKey(key) is { Length: > 0 } text ? text : throw CreateNoText(key);

    /// <summary>Opens a key of the node's tracker, or finds its child.</summary>
    /// <param name="tracker">The tracker.</param>
    /// <param name="key">The key.</param>
    /// <param name="args">The arguments.</param>
    /// <param name="options">The options of the child.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The child.</returns>
    public abstract ValueTask<TChild> OpenAsync(TTracker tracker, TKey key, OpenArgs args, ChildOptions options, CancellationToken cancellationToken);

    /// <summary>Changes an attribute, if everybody may.</summary>
    /// <param name="child">The child.</param>
    /// <param name="attr">The attribute.</param>
    /// <param name="operation">What is done to it.</param>
    /// <param name="operand">What it is done with.</param>
    /// <param name="delta">What a bounded operation adds or subtracts.</param>
    /// <param name="value">The value that the operation gives.</param>
    /// <returns><see cref="CallStatus.Done"/>, <see cref="CallStatus.Refused"/>, <see cref="CallStatus.Ended"/> or <see cref="CallStatus.Unknown"/>.</returns>
    /// <exception cref="ChildTerminatedException">The child has ended.</exception>
    /// <exception cref="Exception">What the member of the child throws.</exception>
    public abstract CallStatus Change(TChild child, uint attr, AttrOperation operation, AttrValue operand, AttrValue delta, out AttrValue value);

    /// <summary>Reads the attributes that cross the network.</summary>
    /// <param name="child">The child, running or ended.</param>
    /// <returns>The attributes.</returns>
    public abstract AttrSnapshot Read(TChild child);

    /// <summary>Evaluates a condition.</summary>
    /// <param name="child">The child.</param>
    /// <param name="filter">The condition.</param>
    /// <returns>Whether it holds; <see langword="false"/> if the class has no such attribute.</returns>
    public abstract bool Matches(TChild child, in AttrFilter filter);

    /// <summary>Calls a method that is marked with <see cref="TrackedCallAttribute"/>.</summary>
    /// <typeparam name="TArgs">A value tuple of the arguments.</typeparam>
    /// <typeparam name="TResult">The type of the result; <see cref="bool"/>, and always true, if the method has none.</typeparam>
    /// <param name="child">The child.</param>
    /// <param name="method">The method.</param>
    /// <param name="args">The arguments.</param>
    /// <param name="cancellationToken">The token that the method gets, if it has such a parameter.</param>
    /// <returns>The result.</returns>
    /// <exception cref="Exception">The exception of <see cref="UnknownCall"/>, or what the method throws.</exception>
    public abstract ValueTask<TResult> CallAsync<TArgs, TResult>(TChild child, uint method, TArgs args, CancellationToken cancellationToken);

    /// <summary>Checks that the text of a key is that of no other key: two children would be taken for one.</summary>
    /// <param name="key">The key.</param>
    /// <exception cref="ArgumentException">It gives another key, or none.</exception>
    internal void CheckKey(TKey key)
    {
        string text = FormatKey(key);
        TKey read;
        try
        {
            read = ParseKey(text);
        }
        catch (FormatException exception)
        {
            throw new ArgumentException(exception.Message, nameof(key), exception);
        }

        if (!EqualityComparer<TKey>.Default.Equals(read, key))
        {
            throw new ArgumentException(
                $"Tracker {TrackerName}: the text of the key {key}, '{text}', is that of the key {read} too. Give each key a text of its own, by its type or "
                    + "by an IKeyFormat ([Clustered(KeyFormat = ...)]).",
                nameof(key));
        }
    }

    /// <summary>Reads a key from its text.</summary>
    /// <param name="text">The text that <see cref="WriteKey"/> has made.</param>
    /// <returns>The key.</returns>
    /// <exception cref="Exception">The text is no key.</exception>
    protected abstract TKey ReadKey(string text);

    /// <summary>Writes a key as text.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The text.</returns>
    protected abstract string WriteKey(TKey key);

    /// <summary>Compares an attribute as a condition says.</summary>
    /// <typeparam name="T">The attribute's type.</typeparam>
    /// <param name="present">The attribute's value.</param>
    /// <param name="filter">The condition.</param>
    /// <returns>Whether it holds.</returns>
    /// <exception cref="ArgumentException">The type cannot be ordered, and the condition asks for its order.</exception>
    protected static bool Matches<T>(T present, in AttrFilter filter)
    {
        T value = filter.Value.To<T>();
        if (filter.Comparison == Comparison.Equal)
            return EqualityComparer<T>.Default.Equals(present, value);
        int order = present is string text ? string.CompareOrdinal(text, value as string) : Comparer<T>.Default.Compare(present, value);
        return filter.Comparison == Comparison.AtLeast ? order >= 0 : order <= 0;
    }

    /// <summary>Gives the value of an operation that was done.</summary>
    /// <typeparam name="T">The attribute's type.</typeparam>
    /// <param name="result">The value.</param>
    /// <param name="value">The same value, packed.</param>
    /// <returns><see cref="CallStatus.Done"/>.</returns>
    protected static CallStatus Done<T>(T result, out AttrValue value)
    {
        value = AttrValue.From(result);
        return CallStatus.Done;
    }

    /// <summary>Gives the value of an operation that was done or refused.</summary>
    /// <typeparam name="T">The attribute's type.</typeparam>
    /// <param name="isDone">Whether it was done.</param>
    /// <param name="result">The value.</param>
    /// <param name="value">The same value, packed.</param>
    /// <returns><see cref="CallStatus.Done"/> or <see cref="CallStatus.Refused"/>.</returns>
    protected static CallStatus DoneOrRefused<T>(bool isDone, T result, out AttrValue value)
    {
        value = AttrValue.From(result);
        return isDone ? CallStatus.Done : CallStatus.Refused;
    }

    /// <summary>Creates the exception for a method that the class does not have, as in a cluster of two versions of it.</summary>
    /// <param name="method">The method's number.</param>
    /// <returns>The exception.</returns>
    protected static Exception UnknownCall(uint method) => new UnknownCallException(method);

    private ArgumentException CreateNoText(TKey key) => new(
        $"Tracker {TrackerName}: the key {key} of the type {typeof(TKey)} has an empty text, and nodes know each key by its text. Use another key.",
        nameof(key));
}

using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using GenTracker.Indexes;

namespace GenTracker;

/// <summary>
/// The running children that have one value of an attribute. It is a view and not a copy: each enumeration shows the children of its own time. It takes no
/// lock. All members are thread-safe.
/// </summary>
/// <remarks>
/// An enumeration is weakly consistent: it returns each child once that runs and has the value throughout, may return one that gets or loses the value
/// meanwhile, and returns none without looking at the child's value. It does not allocate, unless it goes through an interface. Ask the tracker for the group
/// whenever you need it: one that you keep may stay empty when other children get the value later. To copy it, use <c>[.. group]</c>, <c>ToList</c> or
/// <c>ToArray</c>. <c>ImmutableArray.CreateRange</c> and its like throw if the number of children changes meanwhile.
/// </remarks>
/// <typeparam name="TChild">The tracked class.</typeparam>
[DebuggerDisplay("Count = {Count}")]
[SuppressMessage("Performance", "CA1815:Override equals and operator equals on value types", Justification = "Groups are enumerated, not compared.")]
public readonly struct ChildGroup<TChild> : IReadOnlyCollection<TChild>
    where TChild : class
{
    private static readonly int None;

    private readonly ValueGroup? _group;

    internal ChildGroup(ValueGroup? group) => _group = group;

    /// <summary>Number of children in the group. A single read, without a lock.</summary>
    /// <remarks>
    /// It is returned by reference for collection expressions: they would trust another number, although children come and go before they are copied. So
    /// <c>[.. group]</c> has neither gaps nor an exception.
    /// </remarks>
    public ref readonly int Count
    {
        // Not inlined: a loop that reads the count would read it once.
        [MethodImpl(MethodImplOptions.NoInlining)]
        get => ref (_group is null ? ref None : ref _group.Count);
    }

    int IReadOnlyCollection<TChild>.Count => Count;

    /// <summary>Enumerates the children, without a lock and without allocating.</summary>
    /// <returns>The enumerator.</returns>
#pragma warning disable RS0041 // the type argument of the containing type, which is not written here, counts as one without annotation
    public Enumerator GetEnumerator() => new(_group);
#pragma warning restore RS0041

    IEnumerator<TChild> IEnumerable<TChild>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Enumerates a group. For one thread.</summary>
    [SuppressMessage("Design", "CA1034:Nested types should not be visible", Justification = "The enumerators of the platform's collections are nested, too.")]
    [SuppressMessage("Performance", "CA1815:Override equals and operator equals on value types", Justification = "Enumerators are not compared.")]
    public struct Enumerator : IEnumerator<TChild>
    {
        private readonly ValueGroup? _group;
        private GroupCursor _cursor;

        internal Enumerator(ValueGroup? group)
        {
            _group = group;
            Reset();
        }

        /// <summary>The child.</summary>
        public readonly TChild Current => Unsafe.As<TChild>(_cursor.Child!);

        readonly object IEnumerator.Current => Current;

        /// <summary>Goes on to the next child.</summary>
        /// <returns><see langword="false"/> if there is none.</returns>
        public bool MoveNext() => _group is not null && _group.MoveNext(ref _cursor);

        /// <summary>Starts again.</summary>
        public void Reset() => _cursor = _group is null ? default : _group.Start();

        /// <summary>Does nothing.</summary>
        public readonly void Dispose()
        {
        }
    }
}

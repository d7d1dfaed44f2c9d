using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using GenTracker.Generators.Model;

namespace GenTracker.Generators.Surfaces;

/// <summary>
/// What all files of a program declare, by name. From it a class has a stamp: the hash of all that can have a say in what is generated for
/// it. That is more than does have one, for names are followed wherever they lead; so an equal stamp means that nothing has changed.
/// </summary>
internal sealed class ProgramSurface
{
    private const string Suffix = "Attribute";

    private static Walk? _spare;

    private readonly Dictionary<string, int> _heads;
    private readonly Dictionary<string, TypeSurface> _owners = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _aliases = new(StringComparer.Ordinal);
    private readonly List<string> _globalMentions = [];
    private readonly ulong _globalUsings;
    private Entry[] _entries;
    private int _count;

    /// <summary>Gathers the files.</summary>
    /// <param name="files">The files.</param>
    public ProgramSurface(ImmutableArray<FileSurface> files)
    {
        int capacity = 16;
        foreach (FileSurface file in files)
        {
            capacity += file.Types.Length;
            foreach (KeyValuePair<string, string> alias in file.GlobalAliases) _aliases[alias.Key] = alias.Value;
            _globalMentions.AddRange(file.GlobalMentions);
            unchecked
            {
                _globalUsings += file.GlobalUsings;
            }
        }

        _heads = new(capacity, StringComparer.Ordinal);
        _entries = new Entry[capacity];
        HashSet<ulong> namespaces = [];
        foreach (FileSurface file in files)
        {
            foreach (KeyValuePair<string, ulong> space in file.Namespaces)
            {
                if (namespaces.Add(space.Value)) Add(space.Key, null, space.Value);
            }

            foreach (TypeSurface type in file.Types)
            {
                Add(type.Name, type, type.Hash);
                if (type.Name.Length > Suffix.Length && type.Name.EndsWith(Suffix, StringComparison.Ordinal)) Add(type.Name.Substring(0, type.Name.Length - Suffix.Length), type, type.Hash);
                if (type is { Key: { } key, Marks: { } marks } && !_owners.ContainsKey(key) && Any(marks, "Tracker")) _owners.Add(key, type);
            }
        }

        FindStrays(files);
    }

    /// <summary>The types that are not marked <c>[Tracker]</c> and have properties that are marked <c>[TrackedAttr]</c>, by name.</summary>
    public EquatableArray<string> Strays { get; private set; }

    /// <summary>The files with marked types that only those files can name.</summary>
    public EquatableArray<string> FileLocals { get; private set; }

    /// <summary>The stamp of a class.</summary>
    /// <param name="type">The class.</param>
    /// <returns>The stamp; null where the class is not marked <c>[Tracker]</c>, or has another part that counts.</returns>
    public Stamp? StampOf(TypeSurface type)
    {
        if (type.Key is null || !_owners.TryGetValue(type.Key, out TypeSurface owner) || !ReferenceEquals(owner, type)) return null;
        Walk walk = Interlocked.Exchange(ref _spare, null) ?? new();
        walk.Enter(type.Name);
        walk.Enter(type.Name + "Tracker");
        walk.Enter(type.Name + "Attrs");
        walk.Enter("TrackedAttr");
        walk.Enter("TrackedAttr" + Suffix);
        walk.Enter(_globalMentions);
        ulong hash = _globalUsings;
        while (walk.Next() is { } name)
        {
            if (!_heads.TryGetValue(name, out int index)) continue;
            for (; index >= 0; index = _entries[index].Next)
            {
                // A sum, as the order of the files says nothing.
                unchecked
                {
                    hash += _entries[index].Hash;
                }

                if (_entries[index].Type is not { } found) continue;
                walk.Enter(found.Leads);
                if (found.Mentions is { } mentions && name == type.Name) walk.Enter(mentions);
            }
        }

        walk.Clear();
        _spare = walk;
        return new(type.Key, type.Name, hash);
    }

    private void FindStrays(ImmutableArray<FileSurface> files)
    {
        SortedSet<string>? strays = null, fileLocals = null;
        foreach (FileSurface file in files)
        {
            foreach (TypeSurface type in file.Types)
            {
                bool isStray = type.PropertyMarks is { } marks && Any(marks, "TrackedAttr");
                if (type.IsFileLocal)
                {
                    if (isStray || (type.Marks is { } own && Any(own, "Tracker"))) (fileLocals ??= new(StringComparer.Ordinal)).Add(file.Path);
                }
                else if (isStray && !_owners.ContainsKey(type.Key!))
                {
                    (strays ??= new(StringComparer.Ordinal)).Add(type.Key!);
                }
            }
        }

        if (strays is not null) Strays = strays.ToImmutableArray();
        if (fileLocals is not null) FileLocals = fileLocals.ToImmutableArray();
    }

    private bool Any(string[] marks, string name)
    {
        foreach (string mark in marks)
        {
            if (Is(mark, name) || (_aliases.Count > 0 && (IsAlias(mark, name) || IsAlias(mark + Suffix, name)))) return true;
        }

        return false;
    }

    private bool IsAlias(string mark, string name) => _aliases.TryGetValue(mark, out string target) && Is(target, name);

    private static bool Is(string mark, string name) =>
        mark.StartsWith(name, StringComparison.Ordinal) && (mark.Length == name.Length || (mark.Length == name.Length + Suffix.Length && mark.EndsWith(Suffix, StringComparison.Ordinal)));

    private void Add(string name, TypeSurface? type, ulong hash)
    {
        if (_count == _entries.Length) Array.Resize(ref _entries, _count * 2);
        _entries[_count] = new(type, hash, _heads.TryGetValue(name, out int head) ? head : -1);
        _heads[name] = _count++;
    }

    private readonly record struct Entry(TypeSurface? Type, ulong Hash, int Next);

    /// <summary>Names that are to be followed, each once.</summary>
    private sealed class Walk
    {
        private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
        private readonly Stack<string> _open = new();

        public void Enter(string name)
        {
            if (_seen.Add(name)) _open.Push(name);
        }

        public void Enter(IReadOnlyList<string> names)
        {
            for (int i = 0; i < names.Count; i++) Enter(names[i]);
        }

        public string? Next() => _open.Count > 0 ? _open.Pop() : null;

        public void Clear()
        {
            _seen.Clear();
            _open.Clear();
        }
    }
}

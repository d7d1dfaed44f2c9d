using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Model;

namespace GenTracker.Generators.Incrementality;

/// <summary>
/// The declarations of all files, by name. It hashes all declarations that a tracked class can depend on. It follows each name to every type
/// of that name, so it hashes more than the class really depends on, and never less: an equal hash means that nothing has changed.
/// </summary>
internal sealed class DeclarationIndex
{
    private const string Suffix = "Attribute";

    private static NameWorklist? _spare;

    private readonly Dictionary<string, int> _firstEntries;
    private readonly Dictionary<string, TypeSummary> _trackedTypes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _aliases = new(StringComparer.Ordinal);
    private readonly List<string> _globalUsingNames = [];
    private readonly ulong _globalUsings;
    private Entry[] _entries;
    private int _count;

    /// <summary>Indexes the files.</summary>
    public DeclarationIndex(ImmutableArray<FileSummary> files)
    {
        int capacity = 16;
        foreach (FileSummary file in files)
        {
            capacity += file.Types.Length;
            foreach (KeyValuePair<string, string> alias in file.GlobalAliases) _aliases[alias.Key] = alias.Value;
            _globalUsingNames.AddRange(file.GlobalUsingNames);
            unchecked
            {
                _globalUsings += file.GlobalUsings;
            }
        }

        _firstEntries = new(capacity, StringComparer.Ordinal);
        _entries = new Entry[capacity];
        HashSet<ulong> namespaces = [];
        foreach (FileSummary file in files)
        {
            foreach (KeyValuePair<string, ulong> part in file.Namespaces)
            {
                if (namespaces.Add(part.Value)) Add(part.Key, null, part.Value);
            }

            foreach (TypeSummary type in file.Types)
            {
                Add(type.Name, type, type.Hash);
                if (type.Name.Length > Suffix.Length && type.Name.EndsWith(Suffix, StringComparison.Ordinal))
                {
                    Add(type.Name.Substring(0, type.Name.Length - Suffix.Length), type, type.Hash);
                }

                if (type is { MetadataName: { } metadataName, AttributeNames: { } attributes }
                    && !_trackedTypes.ContainsKey(metadataName)
                    && ContainsAttribute(attributes, "Tracker"))
                {
                    _trackedTypes.Add(metadataName, type);
                }
            }
        }

        FindErrors(files);
    }

    /// <summary>The metadata names of the types with a <c>[TrackedAttr]</c> property and no <c>[Tracker]</c>.</summary>
    public EquatableArray<string> UntrackedTypes { get; private set; }

    /// <summary>The paths of the files with a file-local type that carries one of our attributes.</summary>
    public EquatableArray<string> FileLocalPaths { get; private set; }

    /// <summary>Hashes what a class depends on; null if it has no <c>[Tracker]</c>, or if the index knows it by another part.</summary>
    public DependencyHash? HashDependencies(TypeSummary type)
    {
        if (type.MetadataName is null || !_trackedTypes.TryGetValue(type.MetadataName, out TypeSummary first) || !ReferenceEquals(first, type)) return null;
        NameWorklist names = Interlocked.Exchange(ref _spare, null) ?? new();
        names.Add(type.Name);
        names.Add(type.Name + "Tracker");
        names.Add(type.Name + "Attrs");
        names.Add("TrackedAttr");
        names.Add("TrackedAttr" + Suffix);
        names.Add(TrackerDeclaration.HidingTypes);
        names.AddMentioned(_globalUsingNames);
        ulong hash = _globalUsings;
        List<string>? mentioned = null;
        while (true)
        {
            if (names.Take() is { } name)
            {
                hash = Follow(name, type.Name, names, hash);
            }
            else if (names.TakeTracked() is { } tracked)
            {
                FollowTracked(tracked, names, ref mentioned);
            }
            else
            {
                break;
            }
        }

        names.Clear();
        _spare = names;
        mentioned?.Sort(StringComparer.Ordinal);
        return new(type.MetadataName, hash, mentioned?.ToImmutableArray() ?? []);
    }

    /// <summary>Adds the declarations of a name to the hash, and follows the names in them.</summary>
    private ulong Follow(string name, string className, NameWorklist names, ulong hash)
    {
        if (!_firstEntries.TryGetValue(name, out int index)) return hash;
        for (; index >= 0; index = _entries[index].Next)
        {
            // It is a sum, because the order of the files does not matter.
            unchecked
            {
                hash += _entries[index].Hash;
            }

            if (_entries[index].Type is not { } found) continue;
            names.AddMentioned(found.ShapeNames);
            if (found.AllNames is { } all && IsPart(name, className)) names.AddMentioned(all);
        }

        return hash;
    }

    /// <summary>Whether a type of the name is a part of what is generated: the class itself, or the user's part of a generated type.</summary>
    private static bool IsPart(string name, string className) =>
        name.StartsWith(className, StringComparison.Ordinal)
        && (name.Length == className.Length || name.Length - LengthOfSuffix(name) == className.Length);

    /// <summary>The length of what a generated type adds to the name of its class; 0 if the name is not that of a generated type.</summary>
    private static int LengthOfSuffix(string name) =>
        name.EndsWith("Tracker", StringComparison.Ordinal) ? "Tracker".Length : name.EndsWith("Attrs", StringComparison.Ordinal) ? "Attrs".Length : 0;

    /// <summary>Follows the names in the tracked classes of a name, whose generated types may be meant: all of them decide what is generated.</summary>
    private void FollowTracked(string name, NameWorklist names, ref List<string>? mentioned)
    {
        names.Add(name);
        if (!_firstEntries.TryGetValue(name, out int index)) return;
        for (; index >= 0; index = _entries[index].Next)
        {
            if (_entries[index].Type is not { MetadataName: { } metadataName, AllNames: { } all } found) continue;
            if (found.Name != name || !_trackedTypes.ContainsKey(metadataName)) continue;
            names.AddMentioned(all);
            mentioned ??= [];
            if (!mentioned.Contains(metadataName)) mentioned.Add(metadataName);
        }
    }

    private void FindErrors(ImmutableArray<FileSummary> files)
    {
        SortedSet<string>? untracked = null, fileLocalPaths = null;
        foreach (FileSummary file in files)
        {
            foreach (TypeSummary type in file.Types)
            {
                bool hasTrackedProperty = type.PropertyAttributeNames is { } attributes && ContainsAttribute(attributes, "TrackedAttr");
                if (type.IsFileLocal)
                {
                    bool isTracked = type.AttributeNames is { } own && ContainsAttribute(own, "Tracker");
                    if (hasTrackedProperty || isTracked) (fileLocalPaths ??= new(StringComparer.Ordinal)).Add(file.Path);
                }
                else if (hasTrackedProperty && !_trackedTypes.ContainsKey(type.MetadataName!))
                {
                    (untracked ??= new(StringComparer.Ordinal)).Add(type.MetadataName!);
                }
            }
        }

        if (untracked is not null) UntrackedTypes = untracked.ToImmutableArray();
        if (fileLocalPaths is not null) FileLocalPaths = fileLocalPaths.ToImmutableArray();
    }

    private bool ContainsAttribute(string[] attributes, string name)
    {
        foreach (string attribute in attributes)
        {
            if (IsAttributeName(attribute, name) || (_aliases.Count > 0 && (IsAliasOf(attribute, name) || IsAliasOf(attribute + Suffix, name)))) return true;
        }

        return false;
    }

    private bool IsAliasOf(string attribute, string name) => _aliases.TryGetValue(attribute, out string target) && IsAttributeName(target, name);

    private static bool IsAttributeName(string attribute, string name) =>
        attribute.StartsWith(name, StringComparison.Ordinal)
        && (attribute.Length == name.Length || (attribute.Length == name.Length + Suffix.Length && attribute.EndsWith(Suffix, StringComparison.Ordinal)));

    private void Add(string name, TypeSummary? type, ulong hash)
    {
        if (_count == _entries.Length) Array.Resize(ref _entries, _count * 2);
        _entries[_count] = new(type, hash, _firstEntries.TryGetValue(name, out int first) ? first : -1);
        _firstEntries[name] = _count++;
    }

    private readonly record struct Entry(TypeSummary? Type, ulong Hash, int Next);

    /// <summary>The names to follow, each once.</summary>
    private sealed class NameWorklist
    {
        private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
        private readonly HashSet<string> _generated = new(StringComparer.Ordinal);
        private readonly Stack<string> _pending = new();
        private readonly Stack<string> _tracked = new();

        public void Add(string name)
        {
            if (_seen.Add(name)) _pending.Push(name);
        }

        public void Add(ImmutableArray<string> names)
        {
            foreach (string name in names) Add(name);
        }

        /// <summary>Adds names that the user has written. One of them may be that of a generated type.</summary>
        public void AddMentioned(IReadOnlyList<string> names)
        {
            for (int i = 0; i < names.Count; i++)
            {
                string name = names[i];
                int suffix = LengthOfSuffix(name);
                if (suffix > 0 && name.Length > suffix && _generated.Add(name)) _tracked.Push(name.Substring(0, name.Length - suffix));
                Add(name);
            }
        }

        /// <summary>Takes a name; null if there is none.</summary>
        public string? Take() => _pending.Count > 0 ? _pending.Pop() : null;

        /// <summary>Takes the name of a class, which would have a generated type of a mentioned name; null if there is none.</summary>
        public string? TakeTracked() => _tracked.Count > 0 ? _tracked.Pop() : null;

        public void Clear()
        {
            _seen.Clear();
            _generated.Clear();
            _pending.Clear();
        }
    }
}

using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GenTracker.Generators.Diagnostics;
using GenTracker.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenTracker.Generators.Declarations;

/// <summary>The names that are generated for a tracked class, and those of them that the user's own declarations have taken.</summary>
internal sealed class GeneratedNames
{
    /// <summary>The field that ties a child to its tracker.</summary>
    public const string Link = "__link";

    /// <summary>The field that holds the attributes.</summary>
    public const string Slots = "__slots";

    /// <summary>The type of <see cref="Slots"/>.</summary>
    public const string SlotsType = "AttrSlots";

    private readonly INamedTypeSymbol _type;
    private readonly Location _name;
    private readonly ImmutableArray<DiagnosticInfo>.Builder _diagnostics;
    private readonly HashSet<string> _inherited;

    private GeneratedNames(INamedTypeSymbol type, Location name, ImmutableArray<DiagnosticInfo>.Builder diagnostics)
    {
        (_type, _name, _diagnostics) = (type, name, diagnostics);
        _inherited = [.. BaseMembers(type)];
    }

    /// <summary>Whether the tracker can be generated.</summary>
    public bool Tracker { get; private set; }

    /// <summary>Whether the record of all attributes can be generated, and the method that reads it.</summary>
    public bool Attrs { get; private set; }

    /// <summary>Whether what holds the attributes can be generated, without which nothing can.</summary>
    public bool Storage { get; private set; }

    /// <summary>Whether <c>Key</c> can be generated.</summary>
    public bool Key { get; private set; }

    /// <summary>Whether <c>Incarnation</c> can be generated.</summary>
    public bool Incarnation { get; private set; }

    /// <summary>Whether <c>Completion</c> can be generated.</summary>
    public bool Completion { get; private set; }

    /// <summary>Whether a generated name is that of an inherited member too.</summary>
    public bool HidesInherited { get; private set; }

    /// <summary>Finds the taken names, and takes the members that would have them out of the attributes' declarations.</summary>
    /// <param name="type">The tracked class.</param>
    /// <param name="name">Where its name is.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <param name="diagnostics">Receives the taken names.</param>
    /// <returns>What can be generated.</returns>
    public static GeneratedNames Read(INamedTypeSymbol type, Location name, ImmutableArray<TrackedPropertyDeclaration> attributes, ImmutableArray<DiagnosticInfo>.Builder diagnostics)
    {
        GeneratedNames names = new(type, name, diagnostics);
        names.Tracker = names.IsTypeFree(type.Name + "Tracker", static candidate => candidate is { TypeKind: TypeKind.Class, IsRecord: false } && !candidate.IsTracked());
        names.Attrs = names.IsTypeFree(type.Name + "Attrs", static candidate => candidate is { TypeKind: TypeKind.Struct, IsRecord: true })
            & names.IsFree("ReadAttrs", [])
            & names.AreAttrsNamesFree(attributes);
        names.Storage = names.IsFree(Link) & names.IsFree(Slots) & names.IsFree(SlotsType);
        names.Key = names.IsFree("Key");
        names.Incarnation = names.IsFree("Incarnation");
        names.Completion = names.IsFree("Completion");
        foreach (TrackedPropertyDeclaration attribute in attributes) names.CheckMembers(attribute);
        return names;
    }

    /// <summary>The name of a member that counts a tracked property.</summary>
    /// <param name="member">Which member.</param>
    /// <param name="property">The tracked property's name.</param>
    /// <returns>The name.</returns>
    public static string CounterMemberName(CounterMembers member, string property) => member switch
    {
        CounterMembers.Increment => "Increment" + property,
        CounterMembers.Decrement => "Decrement" + property,
        CounterMembers.TryIncrement => "TryIncrement" + property,
        CounterMembers.IncrementUpTo => "Increment" + property + "UpTo",
        CounterMembers.Raise => "Raise" + property + "To",
        _ => "TryRetireAt" + property,
    };

    private void CheckMembers(TrackedPropertyDeclaration attribute)
    {
        ITypeSymbol type = attribute.Property.Type;
        Check(CounterMembers.Increment, type);
        Check(CounterMembers.Decrement, type);
        if (attribute.Striped) Check(CounterMembers.TryIncrement, type);
        else Check(CounterMembers.TryIncrement, type, type);
        Check(CounterMembers.IncrementUpTo, type, type, type);
        Check(CounterMembers.Raise, type);
        Check(CounterMembers.RetireAt, type);

        void Check(CounterMembers member, params ITypeSymbol[] parameters)
        {
            if ((attribute.Members & member) != 0 && !IsFree(CounterMemberName(member, attribute.Property.Name), parameters, attribute.Property.Name)) attribute.Members &= ~member;
        }
    }

    /// <summary>Whether a member may have the name; a method may share it with methods of other parameters.</summary>
    private bool IsFree(string member, ITypeSymbol[]? parameters = null, string? attribute = null)
    {
        HidesInherited |= _inherited.Contains(member);

        // No member may have the name of its class.
        ISymbol? taken = member == _type.Name ? _type : _type.GetMembers(member).FirstOrDefault(Clashes) ?? AbstractInherited();
        if (taken is null) return true;
        Report(member, taken, attribute);
        return false;

        bool Clashes(ISymbol existing) => existing.SourceLocation() is not null
            && (parameters is null || existing is not IMethodSymbol method || (method.Arity == 0 && HasParameters(method, parameters)));

        // The generated member would hide it, and leave it without an implementation for ever.
        ISymbol? AbstractInherited()
        {
            if (_inherited.Contains(member))
            {
                for (INamedTypeSymbol? up = _type.BaseType; up is not null; up = up.BaseType)
                {
                    if (up.GetMembers(member).FirstOrDefault(existing => existing.IsAbstract) is { } found) return found;
                    if (!up.GetMembers(member).IsEmpty) return null;
                }
            }

            return null;
        }
    }

    private static bool HasParameters(IMethodSymbol method, ITypeSymbol[] parameters) =>
        method.Parameters.Length == parameters.Length
        && method.Parameters.Zip(parameters, (parameter, type) => SymbolEqualityComparer.Default.Equals(parameter.Type, type)).All(same => same);

    private bool AreAttrsNamesFree(ImmutableArray<TrackedPropertyDeclaration> attributes)
    {
        bool free = true;
        foreach (TrackedPropertyDeclaration attribute in attributes)
        {
            string name = attribute.Property.Name;
            if (name != _type.Name + "Attrs" && name is not ("PrintMembers" or "Equals" or "GetHashCode" or "ToString")) continue;
            Report(name, attribute.Property, _type.Name + "Attrs");
            free = false;
        }

        return free;
    }

    /// <summary>Whether a type may have the name. The user may write a part of the generated type, where it is of the right kind.</summary>
    private bool IsTypeFree(string name, System.Func<INamedTypeSymbol, bool> mayBePart)
    {
        IEnumerable<ISymbol> candidates = _type.ContainingType is { } outer
            ? outer.GetMembers(name).Concat(outer.Name == name ? [outer] : [])
            : _type.ContainingNamespace.GetMembers(name);
        ISymbol? taken = candidates.FirstOrDefault(candidate => candidate.SourceLocation() is not null
            && !(candidate is INamedTypeSymbol { Arity: > 0 } && candidate.ContainingType is null)
            && !(candidate is INamedTypeSymbol { Arity: 0 } type && mayBePart(type) && IsPartial(type) && FitsInAccess(type)));
        if (taken is null) return true;
        Report(name, taken, _type.Name);
        return false;
    }

    /// <summary>Parts of a type that say who may see it must say the same; the generated one says what the class does.</summary>
    private bool FitsInAccess(INamedTypeSymbol type) => type.DeclaredAccessibility == _type.DeclaredAccessibility
        || !type.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(IsAccess));

    private static bool IsAccess(SyntaxToken modifier) =>
        modifier.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword or SyntaxKind.PrivateKeyword;

    private static bool IsPartial(INamedTypeSymbol type) => type.DeclaringSyntaxReferences.All(reference =>
        reference.GetSyntax() is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    private void Report(string name, ISymbol taken, string? owner) =>
        _diagnostics.Add(DiagnosticInfo.Create(DiagnosticDescriptors.NameTaken, taken.SourceLocation() ?? _name, name, owner ?? _type.Name));

    private static IEnumerable<string> BaseMembers(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? up = type.BaseType; up is not null && up.SpecialType != SpecialType.System_Object; up = up.BaseType)
        {
            foreach (string member in up.MemberNames) yield return member;
        }
    }
}

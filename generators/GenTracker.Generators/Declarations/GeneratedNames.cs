using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GenTracker.Generators.Diagnostics;
using GenTracker.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenTracker.Generators.Declarations;

/// <summary>The names of the generated members of a tracked class, and which of them the user's declarations leave free.</summary>
internal sealed class GeneratedNames
{
    /// <summary>The field that links a child to its tracker.</summary>
    public const string Link = "__link";

    /// <summary>The field that holds the attributes.</summary>
    public const string Slots = "__slots";

    /// <summary>The type of <see cref="Slots"/>.</summary>
    public const string SlotsType = "AttrSlots";

    /// <summary>The type in the tracker that reads the attributes of a child.</summary>
    public const string AttrsReader = "AttrsReader";

    /// <summary>The kind of a parameter of a generated member.</summary>
    private enum ParameterKind
    {
        /// <summary>Of the property's type.</summary>
        Value,

        /// <summary>A function that updates a value.</summary>
        Update,

        /// <summary>A function that updates a value with a state.</summary>
        UpdateWithState,

        /// <summary>Of the type parameter of the member.</summary>
        State,

        /// <summary>A lease.</summary>
        Lease,
    }

    private static readonly ParameterKind[] OneValue = [ParameterKind.Value];
    private static readonly ParameterKind[] TwoValues = [ParameterKind.Value, ParameterKind.Value];
    private static readonly ParameterKind[] ThreeValues = [ParameterKind.Value, ParameterKind.Value, ParameterKind.Value];

    private readonly INamedTypeSymbol _type;
    private readonly Location _nameLocation;
    private readonly Compilation _compilation;
    private readonly ImmutableArray<DiagnosticInfo>.Builder _diagnostics;
    private readonly DeclaredMembers _declared;
    private readonly HashSet<string> _inherited;

    private GeneratedNames(
        INamedTypeSymbol type, Location nameLocation, Compilation compilation, ImmutableArray<DiagnosticInfo>.Builder diagnostics)
    {
        (_type, _nameLocation, _compilation, _diagnostics) = (type, nameLocation, compilation, diagnostics);
        _declared = new(type, compilation, diagnostics);
        _inherited = [.. BaseMembers(type)];
    }

    /// <summary>Whether the tracker can be generated.</summary>
    public bool HasTracker { get; private set; }

    /// <summary>Whether the record of all attributes and its method can be generated.</summary>
    public bool HasAttrs { get; private set; }

    /// <summary>Whether the fields of the child can be generated. Without them nothing can.</summary>
    public bool HasStorage { get; private set; }

    /// <summary>Whether the user's part of the record has fields, so that the fields of the record have no one order.</summary>
    public bool SplitsAttrs => _declared.SplitsAttrs;

    /// <summary>Whether <c>Key</c> can be generated.</summary>
    public bool HasKey { get; private set; }

    /// <summary>Whether <c>Incarnation</c> can be generated.</summary>
    public bool HasIncarnation { get; private set; }

    /// <summary>Whether <c>Completion</c> can be generated.</summary>
    public bool HasCompletion { get; private set; }

    /// <summary>Whether <c>TryRetire</c> can be generated.</summary>
    public bool HasTryRetire { get; private set; }

    /// <summary>Finds the taken names, and removes the members of those names from the declarations of the properties.</summary>
    /// <param name="type">The tracked class.</param>
    /// <param name="nameLocation">The place of its name.</param>
    /// <param name="keyType">The type of its keys.</param>
    /// <param name="properties">Its properties with <c>[TrackedAttr]</c>.</param>
    /// <param name="compilation">The compilation.</param>
    /// <param name="diagnostics">Receives the taken names.</param>
    public static GeneratedNames Read(
        INamedTypeSymbol type,
        Location nameLocation,
        ITypeSymbol keyType,
        ImmutableArray<TrackedPropertyDeclaration> properties,
        Compilation compilation,
        ImmutableArray<DiagnosticInfo>.Builder diagnostics)
    {
        GeneratedNames names = new(type, nameLocation, compilation, diagnostics);
        names.HasTracker = names.IsTypeFree(type.Name + "Tracker", IsPlainClass) && names._declared.CheckTracker(keyType);
        names.HasAttrs = names.IsTypeFree(type.Name + "Attrs", static candidate => candidate is { TypeKind: TypeKind.Struct, IsRecord: true })
            & names.IsFree("ReadAttrs", [])
            & names.AreAttrsNamesFree(properties);
        names.HasAttrs = names.HasAttrs && names._declared.ReadAttrs(properties);
        names.HasStorage = names.IsFree(Link) & names.IsFree(Slots) & names.IsFree(SlotsType) & names.AreNestedTypesFree();
        names.HasKey = names.IsFreeOrPartial("Key", keyType.ToDisplayName(), type => names.IsSame(type, keyType));
        names.HasIncarnation = names.IsFreeOrPartial("Incarnation", "long", static type => type.SpecialType == SpecialType.System_Int64);
        names.HasCompletion = names.IsFreeOrPartial("Completion", "Task<ChildExit>", static type => type.Is("System.Threading.Tasks", "Task", arity: 1)
            && ((INamedTypeSymbol)type).TypeArguments[0].Is("GenTracker", "ChildExit"));
        names.HasTryRetire = names.IsFree("TryRetire", []);
        foreach (TrackedPropertyDeclaration property in properties) names.CheckMembers(property);
        return names;

        static bool IsPlainClass(INamedTypeSymbol candidate) =>
            candidate is { TypeKind: TypeKind.Class, IsRecord: false, IsStatic: false, IsAbstract: false } && !candidate.IsTracked();
    }

    /// <summary>The name of a member that increments a property.</summary>
    public static string CounterMemberName(CounterMembers member, string property) => member switch
    {
        CounterMembers.Increment => "Increment" + property,
        CounterMembers.Decrement => "Decrement" + property,
        CounterMembers.TryIncrement => "TryIncrement" + property,
        CounterMembers.TryDecrement => "TryDecrement" + property,
        CounterMembers.IncrementUpTo => "Increment" + property + "UpTo",
        CounterMembers.DecrementDownTo => "Decrement" + property + "DownTo",
        CounterMembers.Raise => "Raise" + property + "To",
        CounterMembers.Acquire => "Acquire" + property,
        CounterMembers.TryAcquireUpTo => "TryAcquire" + property + "UpTo",
        _ => "TryRetireAt" + property,
    };

    /// <summary>The name of a member that sets a property in one step with a read.</summary>
    public static string SettableMemberName(SettableMembers member, string property) => member switch
    {
        SettableMembers.Exchange => "Exchange" + property,
        SettableMembers.TrySet => "TrySet" + property,
        _ => "Update" + property,
    };

    /// <summary>The name of the tracker's method that finds children by a property.</summary>
    public static string FindMemberName(string property) => "FindBy" + property;

    /// <summary>Finds the declaration of a generated property that the user wrote as a partial property; null if there is none.</summary>
    public IPropertySymbol? FindPartial(string name) => _declared.FindPartial(name);

    private bool IsFreeOrPartial(string name, string typeName, System.Func<ITypeSymbol, bool> isOfType) =>
        FindPartial(name) is { } partial ? _declared.CheckPartial(partial, typeName, isOfType) : IsPropertyFree(name, isOfType);

    private void CheckMembers(TrackedPropertyDeclaration property)
    {
        IPropertySymbol symbol = property.Symbol;
        Check(CounterMembers.Increment, OneValue);
        Check(CounterMembers.Decrement, OneValue);
        if (property.Striped) Check(CounterMembers.TryIncrement, OneValue);
        else Check(CounterMembers.TryIncrement, TwoValues);
        Check(CounterMembers.TryDecrement, TwoValues);
        Check(CounterMembers.IncrementUpTo, ThreeValues);
        Check(CounterMembers.DecrementDownTo, ThreeValues);
        Check(CounterMembers.Raise, OneValue);
        Check(CounterMembers.RetireAt, OneValue);
        Check(CounterMembers.Acquire, OneValue);
        Check(CounterMembers.TryAcquireUpTo, [ParameterKind.Value, ParameterKind.Lease, ParameterKind.Value]);
        CheckSettable(SettableMembers.Exchange, OneValue);
        CheckSettable(SettableMembers.Update, [ParameterKind.Update]);
        CheckSettable(SettableMembers.UpdateWithState, [ParameterKind.UpdateWithState, ParameterKind.State]);
        CheckSettable(SettableMembers.TrySet, OneValue);
        property.HasFind = property.HasFind && IsFreeInTracker(FindMemberName(symbol.Name), property.SoughtType, symbol);

        void Check(CounterMembers member, ParameterKind[] parameters)
        {
            if ((property.Members & member) == 0 || IsFree(CounterMemberName(member, symbol.Name), parameters, symbol)) return;
            property.Members &= ~member;
        }

        void CheckSettable(SettableMembers member, ParameterKind[] parameters)
        {
            if ((property.SettableMembers & member) == 0 || IsFree(SettableMemberName(member, symbol.Name), parameters, symbol)) return;
            property.SettableMembers &= ~member;
        }
    }

    /// <summary>Whether a member may have the name. A method may share it with methods of other parameters.</summary>
    private bool IsFree(string member, ParameterKind[]? parameters = null, IPropertySymbol? property = null)
    {
        bool isInherited = _inherited.Contains(member);

        // No member can have the name of its class.
        ISymbol? taken = member == _type.Name ? _type : null;
        foreach (ISymbol existing in _type.GetMembers(member))
        {
            if (existing.SourceLocation() is null) continue;
            if (parameters is null || existing is not IMethodSymbol method || HasParameters(method, parameters, property?.Type)) taken ??= existing;
        }

        if (isInherited) taken ??= FindAbstractInherited(member);
        if (taken is null) return true;
        Report(member, taken, property?.Name);
        return false;
    }

    /// <summary>Whether a generated property with a getter may have the name.</summary>
    private bool IsPropertyFree(string name, System.Func<ITypeSymbol, bool> isOfType)
    {
        if (!IsFree(name)) return false;
        if (AccessorNames.FindTaken(_type, name, isOfType) is not { } taken) return true;
        Report(taken.Name, taken, null);
        return false;
    }

    /// <summary>Whether a member of the tracker may have the name. The user may have written a part of the tracker.</summary>
    private bool IsFreeInTracker(string member, ITypeSymbol parameter, IPropertySymbol property)
    {
        ISymbol? taken = _type.FindWrittenBeside("Tracker")?.GetMembers(member).FirstOrDefault(existing =>
            existing.SourceLocation() is not null && (existing is not IMethodSymbol method || HasParameters(method, OneValue, parameter)));
        if (taken is null) return true;
        Report(member, taken, property.Name);
        return false;
    }

    /// <summary>The generated member would hide an abstract one, which then could never be implemented.</summary>
    private ISymbol? FindAbstractInherited(string member)
    {
        foreach (ITypeSymbol up in _type.BaseType.AndBases())
        {
            if (up.GetMembers(member).FirstOrDefault(static existing => existing.IsAbstract) is { } found) return found;
            if (!up.GetMembers(member).IsEmpty) return null;
        }

        return null;
    }

    private bool HasParameters(IMethodSymbol method, ParameterKind[] parameters, ITypeSymbol? propertyType)
    {
        if (method.Parameters.Length != parameters.Length || method.Arity != (parameters.Contains(ParameterKind.State) ? 1 : 0)) return false;
        return method.Parameters.Zip(parameters, (parameter, kind) => IsOfKind(parameter.Type, kind, propertyType!)).All(static same => same);
    }

    private bool IsOfKind(ITypeSymbol type, ParameterKind kind, ITypeSymbol propertyType) => kind switch
    {
        ParameterKind.Value => IsSame(type, propertyType),
        ParameterKind.Lease => type.Is("GenTracker", "CounterLease"),
        ParameterKind.State => type is ITypeParameterSymbol { TypeParameterKind: TypeParameterKind.Method },
        ParameterKind.Update => type.Is("System", "Func", arity: 2)
            && ((INamedTypeSymbol)type).TypeArguments.All(argument => IsSame(argument, propertyType)),
        _ => type.Is("System", "Func", arity: 3)
            && ((INamedTypeSymbol)type).TypeArguments is var arguments
            && IsSame(arguments[0], propertyType)
            && IsOfKind(arguments[1], ParameterKind.State, propertyType)
            && IsSame(arguments[2], propertyType),
    };

    /// <summary>Whether two methods cannot differ by these types alone. Nullability, <c>dynamic</c> and the names in a tuple make no difference.</summary>
    private bool IsSame(ITypeSymbol left, ITypeSymbol right) => _compilation.ClassifyCommonConversion(left, right).IsIdentity;

    private static bool IsSpecName(string name) =>
        name.StartsWith("Spec", System.StringComparison.Ordinal) && name.Length > 4 && name.Skip(4).All(char.IsDigit);

    /// <summary>Whether no type parameter around the class has the name of a generated nested type, which would hide it where the parameter is meant.</summary>
    private bool AreNestedTypesFree()
    {
        bool free = true;
        foreach (ITypeParameterSymbol parameter in _type.TypeParametersAround())
        {
            if (parameter.Name is not (SlotsType or AttrsReader) && !IsSpecName(parameter.Name)) continue;
            Report(parameter.Name, parameter, null);
            free = false;
        }

        return free;
    }

    private bool AreAttrsNamesFree(ImmutableArray<TrackedPropertyDeclaration> properties)
    {
        bool free = true;
        foreach (TrackedPropertyDeclaration property in properties)
        {
            string name = property.Symbol.Name;
            bool isOfRecords = name is "PrintMembers" or "Equals" or "GetHashCode" or "ToString" or "Clone" or "op_Equality" or "op_Inequality";
            if (!isOfRecords && name != _type.Name + "Attrs") continue;
            Report(name, property.Symbol, _type.Name + "Attrs");
            free = false;
        }

        return free;
    }

    /// <summary>Whether a type may have the name. The user may write a part of the generated type if its kind is right.</summary>
    private bool IsTypeFree(string name, System.Func<INamedTypeSymbol, bool> mayBePart)
    {
        IEnumerable<ISymbol> candidates = _type.ContainingType is { } outer
            ? outer.GetMembers(name).Concat(outer.Name == name ? [outer] : [])
            : _type.ContainingNamespace.GetMembers(name);
        ISymbol? taken = candidates.Concat(_type.TypeParametersAround().Where(parameter => parameter.Name == name)).FirstOrDefault(candidate =>
            candidate.SourceLocation() is not null
            && candidate is not INamedTypeSymbol { IsFileLocal: true }
            && !(candidate is INamedTypeSymbol { Arity: > 0 } && candidate.ContainingType is null)
            && !(candidate is INamedTypeSymbol { Arity: 0 } type && mayBePart(type) && IsPartial(type) && HasSameAccessibility(type)));
        if (taken is null) return true;
        Report(name, taken, _type.Name);
        return false;
    }

    /// <summary>Parts of a type that state an accessibility must state the same one. The generated part states that of the class.</summary>
    private bool HasSameAccessibility(INamedTypeSymbol type) => type.DeclaredAccessibility == _type.DeclaredAccessibility
        || !type.DeclaringSyntaxReferences.Any(static reference =>
            reference.GetSyntax() is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(IsAccessModifier));

    private static bool IsAccessModifier(SyntaxToken modifier) =>
        modifier.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword or SyntaxKind.PrivateKeyword;

    private static bool IsPartial(INamedTypeSymbol type) => type.DeclaringSyntaxReferences.All(reference =>
        reference.GetSyntax() is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    private void Report(string name, ISymbol taken, string? owner) =>
        _diagnostics.Add(DiagnosticInfo.Create(DiagnosticDescriptors.NameTaken, taken.SourceLocation() ?? _nameLocation, name, owner ?? _type.Name));

    private static IEnumerable<string> BaseMembers(INamedTypeSymbol type)
    {
        foreach (ITypeSymbol up in type.BaseType.AndBases())
        {
            if (up is not INamedTypeSymbol { SpecialType: not SpecialType.System_Object } named) continue;
            foreach (string member in named.MemberNames) yield return member;
        }
    }
}

using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GenTracker.Generators.Diagnostics;
using GenTracker.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Generators.Declarations;

/// <summary>A property with <c>[TrackedAttr]</c> in a tracked class, checked. The pipeline does not keep it.</summary>
internal sealed class TrackedPropertyDeclaration
{
    private TrackedPropertyDeclaration(IPropertySymbol property, BasePropertyDeclarationSyntax syntax)
    {
        Symbol = property;
        Syntax = syntax;
        IsNumber = NumericTypes.IsNumber(property.Type);
        IsTimeSpan = NumericTypes.IsTimeSpan(property.Type);
    }

    /// <summary>The property; its defining part if it has two parts.</summary>
    public IPropertySymbol Symbol { get; }

    /// <summary>Its declaration.</summary>
    public BasePropertyDeclarationSyntax Syntax { get; }

    /// <summary>Whether its type is a number.</summary>
    public bool IsNumber { get; }

    /// <summary>Whether its type is <c>TimeSpan</c>.</summary>
    public bool IsTimeSpan { get; }

    /// <summary>Whether accessors can be generated. Some wrong declarations have them too, to spare the user errors of the compiler.</summary>
    public bool CanGenerate { get; private set; } = true;

    /// <summary>Whether the value is carried into the next incarnation.</summary>
    public bool Survives { get; private set; }

    /// <summary>Whether the counter is striped over several cells.</summary>
    public bool Striped { get; private set; }

    /// <summary>The value of a new child; null for the default of the type.</summary>
    public TypedConstant? Default { get; private set; }

    /// <summary>The expression of <see cref="Default"/>, if its value is not known.</summary>
    public ExpressionSyntax? UnknownDefault { get; private set; }

    /// <summary>The static member that gives the value of a new child; null if none is named.</summary>
    public ISymbol? DefaultFrom { get; private set; }

    /// <summary>How children are found by it.</summary>
    public IndexKind Index { get; private set; }

    /// <summary>The type of the values that are looked for: null is nobody's if the values are unique.</summary>
    public ITypeSymbol SoughtType =>
        Index == IndexKind.Unique && Symbol.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : Symbol.Type;

    /// <summary>Whether they are found without regard to case.</summary>
    public bool IgnoresCase { get; private set; }

    /// <summary>Whether the tracker's method that finds them can be generated.</summary>
    public bool HasFind { get; set; }

    /// <summary>How it is measured.</summary>
    public MetricKinds Metric { get; private set; }

    /// <summary>The unit of its numbers; null if none is given.</summary>
    public string? Unit { get; private set; }

    /// <summary>Whether only the program's code gets the value.</summary>
    public bool IsSecret { get; private set; }

    /// <summary>The members to generate that increment it.</summary>
    public CounterMembers Members { get; set; }

    /// <summary>The members to generate that set it in one step with a read.</summary>
    public SettableMembers SettableMembers { get; set; }

    /// <summary>Whether it is in the record of all attributes: whether others than the class and its derived classes may read it.</summary>
    public bool IsInAttrs =>
        Symbol.GetMethod?.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal;

    /// <summary>Whether the user's part of the record of all attributes declares it.</summary>
    public bool IsDeclaredInAttrs { get; set; }

    /// <summary>Reads and checks one property.</summary>
    /// <param name="property">The property.</param>
    /// <param name="syntax">Its declaration.</param>
    /// <param name="attribute">The bound <c>[TrackedAttr]</c>; null if it has no arguments, so that nothing needs to be bound.</param>
    /// <param name="compilation">The compilation.</param>
    /// <param name="diagnostics">Receives what is wrong.</param>
    public static TrackedPropertyDeclaration Read(
        IPropertySymbol property,
        BasePropertyDeclarationSyntax syntax,
        AttributeData? attribute,
        Compilation compilation,
        ImmutableArray<DiagnosticInfo>.Builder diagnostics)
    {
        TrackedPropertyDeclaration declaration = new(property, syntax);
        bool isValid = declaration.CheckShape(diagnostics) && declaration.CheckType(diagnostics);
        if (attribute is not null)
        {
            declaration.ReadOptions(attribute, compilation, diagnostics);
            if (isValid) declaration.ReadMetricOptions(attribute, diagnostics);
        }

        if (!isValid) declaration.Index = IndexKind.None;
        declaration.HasFind = declaration.Index != IndexKind.None;
        if (isValid && (declaration.IsNumber || declaration.IsTimeSpan))
        {
            declaration.Members = declaration.Striped ? CounterMembers.Striped
                : property.SetMethod is not null ? CounterMembers.Settable
                : declaration.Survives ? CounterMembers.GetOnly
                : CounterMembers.Leased;
            if (declaration.Metric.HasFlag(MetricKinds.Total)) declaration.Members &= ~CounterMembers.Lowering;
        }

        if (isValid && property.SetMethod is not null)
        {
            declaration.SettableMembers = declaration.Index == IndexKind.Unique ? SettableMembers.Unique : SettableMembers.All;
        }

        return declaration;
    }

    /// <summary>Leaves the metric out, because its instrument cannot have the name that it would have.</summary>
    public void RefuseMetric(string reason, ImmutableArray<DiagnosticInfo>.Builder diagnostics)
    {
        Metric = MetricKinds.None;
        diagnostics.Add(DiagnosticInfo.Create(DiagnosticDescriptors.IndexOrMetricDoesNotFit, NameLocation(), "Metric", Symbol.Name, reason));
    }

    private bool CheckShape(ImmutableArray<DiagnosticInfo>.Builder diagnostics)
    {
        if (FindShapeError() is not { } error) return true;
        diagnostics.Add(DiagnosticInfo.Create(DiagnosticDescriptors.NotAPartialDefinition, NameLocation(), Symbol.Name, error.Reason));
        CanGenerate = error.CanGenerate;
        return false;
    }

    private (string Reason, bool CanGenerate)? FindShapeError()
    {
        SyntaxTokenList modifiers = Syntax.Modifiers;
        string? reason = Symbol switch
        {
            { IsIndexer: true } => "is an indexer; use a property",
            { ExplicitInterfaceImplementations.IsEmpty: false } =>
                "implements an interface explicitly, and such a property cannot be partial; implement it implicitly, or by a property that returns the "
                    + "attribute",
            { IsStatic: true } => "is static, while attributes belong to one child each; remove 'static'",
            _ when modifiers.Any(SyntaxKind.AbstractKeyword) || modifiers.Any(SyntaxKind.ExternKeyword) =>
                "is abstract or extern, and such a property cannot be partial; remove the modifier",
            { RefKind: not RefKind.None } => "returns a reference, by which it could be written after the child has ended; return the value",
            { GetMethod: null } => "has no getter; add 'get;'",
            _ when HasBody(Symbol) =>
                "has a body or an initializer of its own; leave them to the generator: 'get;' and 'set;' without bodies, and 'Default' instead of an "
                    + "initializer",
            _ when Syntax.AttributeLists.Sum(static list => list.Attributes.Count) > 1 && Symbol.IsImplementedByMvvmToolkit() =>
                "is marked [ObservableProperty], and two generators cannot implement one property; remove one of the attributes, and let a view model read "
                    + "the attribute",
            _ when !modifiers.Any(SyntaxKind.PartialKeyword) => "is not partial; add 'partial', and let the generator write the accessors",
            _ => null,
        };
        if (reason is not null) return (reason, CanGenerate: false);
        if (Symbol.SetMethod is { IsInitOnly: true })
        {
            reason = "has an init accessor, while attributes are written as long as the child lives; use 'set' or 'private set'";
        }
        else if (Symbol.SetMethod is null && !IsNumber && !IsTimeSpan)
        {
            reason = $"is get-only and of type '{Symbol.Type.ToDisplayName()}', which cannot be counted, so nothing could ever write it; "
                + "add 'set;' or 'private set;'";
        }

        return reason is null ? null : (reason, CanGenerate: true);
    }

    /// <summary>Whether the user wrote a body in either part. Accessors of an auto-property are not bodies.</summary>
    private bool HasBody(IPropertySymbol property)
    {
        if (Syntax is PropertyDeclarationSyntax { ExpressionBody: not null } or PropertyDeclarationSyntax { Initializer: not null }) return true;
        if (Syntax.AccessorList?.Accessors.Any(accessor => accessor.Body is not null || accessor.ExpressionBody is not null) == true) return true;
        return property.PartialImplementationPart?.SourceLocation() is not null;
    }

    private bool CheckType(ImmutableArray<DiagnosticInfo>.Builder diagnostics)
    {
        if (Symbol.Type.FindWhyNoFieldCanHoldIt() is not { } what) return true;
        diagnostics.Add(DiagnosticInfo.Create(DiagnosticDescriptors.NoSlot, TypeLocation(), Symbol.Name, Symbol.Type.ToDisplayName(), what));
        CanGenerate = false;
        return false;
    }

    private void ReadOptions(AttributeData attribute, Compilation compilation, ImmutableArray<DiagnosticInfo>.Builder diagnostics)
    {
        bool hasIndexOptions = false;
        foreach (KeyValuePair<string, TypedConstant> option in attribute.NamedArguments)
        {
            if (option.Value.Kind == TypedConstantKind.Error)
            {
                if (option.Key == "Default") UnknownDefault = ConstantSyntax.FindOption(attribute, option.Key);
                continue;
            }

            string? reason = null;
            switch (option.Key)
            {
                case "Index" or "Unique" or "Comparison":
                    hasIndexOptions = true;
                    break;
                case "Secret":
                    IsSecret = option.Value.Value is true;
                    break;
                case "Survives":
                    Survives = option.Value.Value is true;
                    break;
                case "Striped" when option.Value.Value is true:
                    reason = !IsNumber || !Symbol.Type.IsUnmanagedType
                        ? $"'{Symbol.Type.ToDisplayName()}' is no number that can be split over cells; remove it"
                        : Symbol.SetMethod is not null ? "an attribute with a setter cannot be spread over cells; remove the setter or the option"
                        : null;
                    Striped = reason is null;
                    break;
                case "Default":
                    reason = FindDefaultError(option.Value, compilation);
                    if (reason is null) Default = option.Value;
                    break;
                case "DefaultFrom" when option.Value.Value is string name:
                    ISymbol? member = FindDefaultFrom(name);
                    reason = attribute.NamedArguments.Any(static other => other.Key == "Default")
                        ? "the attribute has a 'Default' too; remove one of them"
                        : FindDefaultFromError(name, member, compilation);
                    if (reason is null) DefaultFrom = member;
                    break;
            }

            if (reason is null) continue;
            Location location = OptionSyntax.Find(attribute, option.Key) ?? NameLocation();
            diagnostics.Add(DiagnosticInfo.Create(DiagnosticDescriptors.OptionDoesNotFit, location, option.Key, Symbol.Name, reason));
        }

        if (hasIndexOptions) ReadIndexOptions(attribute, diagnostics);
    }

    private void ReadIndexOptions(AttributeData attribute, ImmutableArray<DiagnosticInfo>.Builder diagnostics)
    {
        bool isUnique = IsOn("Unique");
        bool isIndexed = IsOn("Index") || isUnique;
        Report("Index", IsOn("Index") ? isUnique ? "a unique attribute is found by its value already; remove it" : FindIndexError() : null);
        Report("Unique", isUnique ? FindIndexError() ?? FindUniqueError(attribute) : null);
        if (attribute.NamedArguments.FirstOrDefault(static option => option.Key == "Comparison").Value is { Value: int comparison })
        {
            string? reason = !isIndexed ? "nothing is compared without 'Index' or 'Unique'; remove it, or add one of them"
                : Symbol.Type.SpecialType != SpecialType.System_String ? $"'{Symbol.Type.ToDisplayName()}' has an equality of its own; remove it"
                : (StringComparison)comparison is StringComparison.Ordinal or StringComparison.OrdinalIgnoreCase ? null
                : "values compare by Ordinal or OrdinalIgnoreCase only; use one of these";
            IgnoresCase = reason is null && (StringComparison)comparison == StringComparison.OrdinalIgnoreCase;
            Report("Comparison", reason);
        }

        bool IsOn(string option) => attribute.NamedArguments.Any(candidate => candidate.Key == option && candidate.Value.Value is true);

        void Report(string option, string? reason)
        {
            if (reason is not null)
            {
                Location location = OptionSyntax.Find(attribute, option) ?? NameLocation();
                diagnostics.Add(DiagnosticInfo.Create(DiagnosticDescriptors.IndexOrMetricDoesNotFit, location, option, Symbol.Name, reason));
            }
            else if (option != "Comparison" && IsOn(option))
            {
                Index = option == "Unique" ? IndexKind.Unique : IndexKind.Group;
            }
        }
    }

    private string? FindIndexError() =>
        Symbol.SetMethod is null ? "a counter has another value after each count, so that nobody could look for one; add a setter, or remove it"
        : Symbol.GetMethod is { DeclaredAccessibility: Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal }
            ? "nobody outside of the class may read the attribute, so that the tracker must not find by it; make it internal or public, or remove it"
        : Symbol.Type.TypeKind != TypeKind.Error && ValueEquality.IsMissing(Symbol.Type)
            ? $"values of type '{Symbol.Type.ToDisplayName()}' are equal only if they are the same object; use a type that overrides Equals, a record for "
                + "example"
        : null;

    private string? FindUniqueError(AttributeData attribute) =>
        Symbol.Type is { IsValueType: true, OriginalDefinition.SpecialType: not SpecialType.System_Nullable_T }
            ? $"every new child would hold the default of '{Symbol.Type.ToDisplayName()}', and one alone can; make the type nullable, or use 'Index'"
        : attribute.NamedArguments.Any(static option => option is { Key: "Default", Value.IsNull: false })
            ? "every new child would hold the 'Default', and one alone can; remove one of them"
        : null;

    private void ReadMetricOptions(AttributeData attribute, ImmutableArray<DiagnosticInfo>.Builder diagnostics)
    {
        foreach (KeyValuePair<string, TypedConstant> option in attribute.NamedArguments)
        {
            string? reason = null;
            switch (option.Key)
            {
                case "Metric" when option.Value.Value is int metric and not 0:
                    reason = MetricDeclaration.FindMetricError(this, (MetricKinds)metric, attribute.NamedArguments);
                    if (reason is null) Metric = (MetricKinds)metric;
                    break;
                case "Unit" when option.Value.Value is string unit:
                    reason = MetricDeclaration.FindUnitError(this, unit);
                    if (reason is null) Unit = unit;
                    break;
            }

            if (reason is null) continue;
            Location location = OptionSyntax.Find(attribute, option.Key) ?? NameLocation();
            diagnostics.Add(DiagnosticInfo.Create(DiagnosticDescriptors.IndexOrMetricDoesNotFit, location, option.Key, Symbol.Name, reason));
        }
    }

    private string? FindDefaultError(TypedConstant value, Compilation compilation)
    {
        ITypeSymbol type = Symbol.Type;
        bool isNullable = type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
        ITypeSymbol underlying = isNullable ? ((INamedTypeSymbol)type).TypeArguments[0] : type;
        if (value.IsNull) return type.IsReferenceType || isNullable ? null : $"null is no value of '{type.ToDisplayName()}'; give a constant of that type";

        if (value.Type is null || type.TypeKind == TypeKind.Error) return null;
        if (value.NamedType() is { } named
            && !named.ContainsError() && !named.IsNameableWithin(Symbol.ContainingType, compilation))
        {
            return $"it names '{named.ToDisplayName()}', which is file-local, and the generator writes another file; make that type internal";
        }

        if (value.Kind == TypedConstantKind.Array) return "all children would share one array; set the attribute in the constructor";
        if (value.Value is int number && NumericTypes.Fits(number, underlying)) return null;
        if (value.Value is long and >= 0 && underlying.SpecialType == SpecialType.System_UInt64) return null;
        CommonConversion conversion = compilation.ClassifyCommonConversion(value.Type, type);
        if (conversion is { Exists: true, IsImplicit: true, IsUserDefined: false }) return null;
        if (value.Value is int && NumericTypes.HasConstants(underlying))
        {
            return $"{value.Value} is no value of '{type.ToDisplayName()}'; give a constant of the attribute's type";
        }

        return $"it is of type '{value.Type.ToDisplayName()}' and not of type '{type.ToDisplayName()}'; give a constant of the attribute's type, "
            + "or set the attribute in the constructor";
    }

    /// <summary>
    /// Finds the member of that name that the user wrote in the class. The generator does not see what it has generated itself, so the analyzer must not see
    /// it either.
    /// </summary>
    private ISymbol? FindDefaultFrom(string name)
    {
        ISymbol? found = null;
        foreach (ISymbol member in Symbol.ContainingType.GetMembers(name))
        {
            if (member.SourceLocation() is null || !member.CanBeReferencedByName) continue;
            if (member is not IMethodSymbol || IsParameterless(member)) return member;
            found ??= member;
        }

        return found;
    }

    private string? FindDefaultFromError(string name, ISymbol? member, Compilation compilation)
    {
        string type = Symbol.Type.ToDisplayName();
        if (member is null or not (IFieldSymbol or IPropertySymbol or IMethodSymbol { MethodKind: MethodKind.Ordinary }))
        {
            return $"'{Symbol.ContainingType.Name}' has no static field, property or parameterless method '{name}'; write one that gives a '{type}', or "
                + "correct the name";
        }

        if (!member.IsStatic) return $"'{name}' is not static, and there is no child yet when it is read; make it static";
        if (member is IMethodSymbol && !IsParameterless(member)) return $"'{name}' has parameters, and nobody could give them; remove them";
        if (member is IPropertySymbol { GetMethod: null }) return $"'{name}' has no getter; add one";
        ITypeSymbol given = TypeOf(member);
        if (given.TypeKind == TypeKind.Error || Symbol.Type.TypeKind == TypeKind.Error) return null;
        CommonConversion conversion = compilation.ClassifyCommonConversion(given, Symbol.Type);
        bool isBoundAtRunTime = given.TypeKind == TypeKind.Dynamic && Symbol.Type.TypeKind != TypeKind.Dynamic;
        return conversion is { Exists: true, IsImplicit: true, IsUserDefined: false } && !isBoundAtRunTime
            ? null
            : $"'{name}' gives a '{given.ToDisplayName()}' and not a '{type}'; change one of the types";
    }

    private static bool IsParameterless(ISymbol member) => member is IMethodSymbol { Parameters.Length: 0, Arity: 0 };

    private static ITypeSymbol TypeOf(ISymbol member) => member switch
    {
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        _ => ((IMethodSymbol)member).ReturnType,
    };

    private Location NameLocation() => Syntax switch
    {
        PropertyDeclarationSyntax property => property.Identifier.GetLocation(),
        IndexerDeclarationSyntax indexer => indexer.ThisKeyword.GetLocation(),
        _ => Syntax.GetLocation(),
    };

    private Location TypeLocation() => Syntax.Type.GetLocation();
}

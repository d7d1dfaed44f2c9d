using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using GenTracker.Generators.Diagnostics;
using GenTracker.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenTracker.Generators.Declarations;

/// <summary>
/// A tracked class, checked. This is the only place that decides what can be tracked: the generator creates its model from it, and the
/// analyzers report its diagnostics, so the two cannot disagree. It holds symbols, so the pipeline does not keep it.
/// </summary>
internal sealed class TrackerDeclaration
{
    /// <summary>The names of types in the global namespace that generated code cannot do with.</summary>
    public static readonly ImmutableArray<string> HidingTypes = ["System", "Microsoft", "GenTracker"];

    private readonly ImmutableArray<DiagnosticInfo>.Builder _diagnostics = ImmutableArray.CreateBuilder<DiagnosticInfo>();
    private readonly Location _nameLocation;

    private TrackerDeclaration(INamedTypeSymbol type, AttributeData attribute, Compilation compilation)
    {
        Type = type;
        Attribute = attribute;
        Compilation = compilation;
        _nameLocation = FindName(attribute.ApplicationSyntaxReference!, type);
        KeyType = attribute.AttributeClass!.Arity == 1
            ? attribute.AttributeClass.TypeArguments[0].WithNullableAnnotation(NullableAnnotation.NotAnnotated)
            : compilation.GetSpecialType(SpecialType.System_String);
    }

    /// <summary>The class.</summary>
    public INamedTypeSymbol Type { get; }

    /// <summary>The program.</summary>
    public Compilation Compilation { get; }

    /// <summary>Its <c>[Tracker]</c>.</summary>
    public AttributeData Attribute { get; }

    /// <summary>The type of its keys.</summary>
    public ITypeSymbol KeyType { get; }

    /// <summary>Whether its keys are strings.</summary>
    public bool HasStringKeys => KeyType.SpecialType == SpecialType.System_String;

    /// <summary>Whether its string keys ignore case.</summary>
    public bool IgnoresCase { get; private set; }

    /// <summary>The name of the tracker in logs and metrics.</summary>
    public string DisplayName { get; private set; } = "";

    /// <summary>Whether its children can be opened, not only adopted.</summary>
    public bool IsOpenable { get; private set; }

    /// <summary>Whether anything can be generated.</summary>
    public bool CanGenerate { get; private set; }

    /// <summary>Its properties with <c>[TrackedAttr]</c>, in an order that does not depend on the order of the files.</summary>
    public ImmutableArray<TrackedPropertyDeclaration> TrackedProperties { get; private set; } = [];

    /// <summary>The constructors that can open a child, the ones with the fewest parameters first.</summary>
    public ImmutableArray<OpenOverloadDeclaration> OpenOverloads { get; private set; } = [];

    /// <summary>Which generated names are free.</summary>
    public GeneratedNames? Names { get; private set; }

    /// <summary>The members of the tracker that are left out, because the user's part of the tracker has their names.</summary>
    public ImmutableArray<string> TakenTrackerMembers { get; private set; } = [];

    /// <summary>What is wrong.</summary>
    public ImmutableArray<DiagnosticInfo> Diagnostics => _diagnostics.ToImmutable();

    /// <summary>Finds what is wrong with a class; nothing if it is not tracked.</summary>
    public static ImmutableArray<DiagnosticInfo> Check(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken) =>
        Read(type, compilation, cancellationToken)?.Diagnostics ?? [];

    /// <summary>Finds what is wrong with a property outside a tracked class. The check of a tracked class covers its own properties.</summary>
    public static ImmutableArray<DiagnosticInfo> Check(IPropertySymbol property)
    {
        if (!property.GetAttributes().Any(SymbolExtensions.IsTrackedAttr)) return [];
        INamedTypeSymbol type = property.ContainingType;
        if (type.IsTracked() || property.SourceLocation() is not { } location) return [];
        string reason = type switch
        {
            _ when type.IsExtensionBlock() =>
                "an extension block has no object that could hold it; remove the attribute, or declare it in a class with [Tracker]",
            { TypeKind: not TypeKind.Class } =>
                $"'{type.Name}' is no class, and only a class can be tracked; remove the attribute, or make '{type.Name}' a class with [Tracker]",
            _ when type.TrackedBase() is { } tracked => $"'{type.Name}' only derives from the tracked class '{tracked.Name}'; declare the attribute there",
            _ => $"'{type.Name}' is not tracked; add [Tracker] to it",
        };
        return [DiagnosticInfo.Create(DiagnosticDescriptors.OutsideTracker, location, property.Name, reason)];
    }

    /// <summary>Finds what is wrong with the properties of a type that is not tracked.</summary>
    public static ImmutableArray<DiagnosticInfo> CheckProperties(INamedTypeSymbol type) =>
    [
        .. type.GetTypeMembers().Where(SymbolExtensions.IsExtensionBlock).Prepend(type)
            .SelectMany(static container => container.GetMembers().OfType<IPropertySymbol>())
            .SelectMany(static property => Check(property)),
    ];

    /// <summary>Reads and checks a class; null if it is not tracked.</summary>
    public static TrackerDeclaration? Read(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        AttributeData? attribute = type.GetAttributes().FirstOrDefault(SymbolExtensions.IsTracker);
        if (attribute?.ApplicationSyntaxReference is null) return null;
        TrackerDeclaration declaration = new(type, attribute, compilation);
        declaration.Read(cancellationToken);
        return declaration;
    }

    private void Read(CancellationToken cancellationToken)
    {
        if (!CheckLanguage() || !CheckKind()) return;
        CheckPartial();
        ReadOptions();
        ReadTrackedProperties(cancellationToken);
        Names = GeneratedNames.Read(Type, _nameLocation, KeyType, TrackedProperties, Compilation, _diagnostics);
        CanGenerate = Names.HasStorage;
        IsOpenable = Type.AllInterfaces.Any(candidate => candidate.Is("GenTracker", "ITrackedChild"));
        if (IsOpenable && !Type.IsAbstract) OpenOverloads = OpenOverloadDeclaration.ReadAll(Type, _nameLocation, KeyType, Compilation, _diagnostics);
        if (Names.HasTracker) TakenTrackerMembers = TrackerMembers.FindTaken(this, Compilation, _diagnostics);
    }

    private bool CheckLanguage()
    {
        if (Attribute.ApplicationSyntaxReference!.SyntaxTree.Options is not CSharpParseOptions { LanguageVersion: < LanguageVersion.CSharp13 } options)
            return true;
        Report(DiagnosticDescriptors.LanguageTooOld, Type.Name, options.LanguageVersion.ToDisplayString());
        return false;
    }

    /// <summary>Finds why a type of its kind cannot be tracked, whatever its attributes say; null if it can.</summary>
    public static string? FindKindError(INamedTypeSymbol type) => type switch
    {
        { TypeKind: not TypeKind.Class } => "it is no class; make it one",
        { IsRecord: true } => "it is a record, while a child is one object with a life and no value; make it a class",
        { IsStatic: true } => "it is static; remove 'static'",
        { IsGenericType: true, Arity: > 0 } => "it is generic; track a class that is not, or derive such classes from it",
        _ when type.HasExplicitLayout() => "its layout is explicit, and the generated fields have no offsets; remove [StructLayout]",
        _ when type.ContainingType is { } outer && outer.IsExtensionBlock() =>
            "it is in an extension block, which has no nested types; move it out of the block",
        _ when type.IsLocalToFile() => "it is file-local, and the generator writes another file; make it internal",
        _ when type.TrackedBase() is { } tracked =>
            $"it derives from the tracked class '{tracked.Name}', whose tracker can hold it already; remove [Tracker] here",
        _ => null,
    };

    private bool CheckKind()
    {
        string? reason = FindKindError(Type) ?? Type switch
        {
            _ when Type.GetAttributes().Count(SymbolExtensions.IsTracker) > 1 => "it carries more than one [Tracker]; keep one",
            _ when FindHidingType() is { } hiding =>
                $"the type '{hiding}' in the global namespace hides the namespace of that name from generated code; move it to a namespace",
            _ when KeyType.FindWhyNoFieldCanHoldIt() is { } what =>
                $"its key type '{KeyType.ToDisplayName()}' is {what}, and every child keeps its key; use an ordinary type",
            _ when KeyType.TypeKind == TypeKind.Dynamic => "its key type is 'dynamic', which names no type to look keys up by; use the type that the keys have",
            _ when KeyType.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T =>
                $"its key type '{KeyType.ToDisplayName()}' can be null, and every child has a key; use the type that cannot",
            _ when !KeyType.ContainsError() && !IsAccessible(KeyType) =>
                $"its key type '{KeyType.ToDisplayName()}' is less accessible than the class; make the key type more accessible",
            _ => null,
        };
        if (reason is null) return true;
        Report(DiagnosticDescriptors.CannotBeTracked, Type.Name, reason);
        return false;
    }

    /// <summary>Finds a type of the user that has the name of a namespace with which names in generated code begin.</summary>
    private string? FindHidingType() =>
        HidingTypes.FirstOrDefault(name => Compilation.Assembly.GlobalNamespace.GetTypeMembers(name).Any(static type => type.Arity == 0));

    private bool IsAccessible(ITypeSymbol type) =>
        type.IsNameableWithin((ISymbol?)Type.ContainingType ?? Compilation.Assembly, Compilation) && VisibilityOf(type) >= VisibilityOf(Type);

    /// <summary>How far a type is visible: 2 everywhere, 1 in the assembly, 0 within its containing type.</summary>
    private static int VisibilityOf(ITypeSymbol type)
    {
        int visibility = type is IArrayTypeSymbol array ? VisibilityOf(array.ElementType) : 2;
        if (type is not INamedTypeSymbol named) return visibility;
        foreach (ITypeSymbol argument in named.TypeArguments) visibility = Math.Min(visibility, VisibilityOf(argument));
        for (INamedTypeSymbol? outer = named; outer is not null; outer = outer.ContainingType)
        {
            visibility = Math.Min(visibility, outer.DeclaredAccessibility switch
            {
                Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal or Accessibility.NotApplicable => 2,
                Accessibility.Internal or Accessibility.ProtectedAndInternal => 1,
                _ => 0,
            });
        }

        return visibility;
    }

    private void CheckPartial()
    {
        List<string> notPartial = [];
        for (INamedTypeSymbol? type = Type; type is not null; type = type.ContainingType)
        {
            if (Parts(type).Any(part => !part.Modifiers.Any(SyntaxKind.PartialKeyword))) notPartial.Add(type.Name);
        }

        if (notPartial.Count == 0) return;
        notPartial.Reverse();
        string names = notPartial.Count == 1 && notPartial[0] == Type.Name ? "it" : string.Join(" and ", notPartial.Select(static name => $"'{name}'"));
        Report(DiagnosticDescriptors.NotPartial, Type.Name, names + (notPartial.Count == 1 ? " is" : " are"));
    }

    private void ReadOptions()
    {
        DisplayName = Type.Name;
        foreach (KeyValuePair<string, TypedConstant> option in Attribute.NamedArguments)
        {
            string? reason = null;
            switch (option.Key)
            {
                case "Name" when option.Value.Value is string name:
                    reason = string.IsNullOrWhiteSpace(name) ? "a tracker's name cannot be empty; give one, or remove the option" : null;
                    DisplayName = reason is null ? name : DisplayName;
                    break;
                case "KeyComparison" when option.Value.Value is int comparison:
                    reason = !HasStringKeys ? $"its keys are of type '{KeyType.ToDisplayName()}', and only string keys have a comparison; remove it"
                        : (StringComparison)comparison is StringComparison.Ordinal or StringComparison.OrdinalIgnoreCase ? null
                        : "keys compare by Ordinal or OrdinalIgnoreCase only; use one of these";
                    IgnoresCase = reason is null && (StringComparison)comparison == StringComparison.OrdinalIgnoreCase;
                    break;
            }

            if (reason is null) continue;
            Location location = OptionSyntax.Find(Attribute, option.Key) ?? _nameLocation;
            _diagnostics.Add(DiagnosticInfo.Create(DiagnosticDescriptors.OptionDoesNotFit, location, option.Key, Type.Name, reason));
        }
    }

    private void ReadTrackedProperties(CancellationToken cancellationToken)
    {
        ImmutableArray<TrackedPropertyDeclaration>.Builder properties = ImmutableArray.CreateBuilder<TrackedPropertyDeclaration>();
        TrackedPropertyFinder finder = new(Type, Compilation);
        foreach (ISymbol member in Type.GetMembers())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (member is IPropertySymbol property && finder.Find(property, out AttributeData? attribute) is { } syntax)
            {
                properties.Add(TrackedPropertyDeclaration.Read(property, syntax, attribute, Compilation, _diagnostics));
            }
        }

        TrackedProperties = Parts(Type).Skip(1).Any() ? InOrderOfParts(properties) : properties.ToImmutable();
        CheckInstrumentNames();
    }

    /// <summary>Refuses metrics whose instruments would have no right name, or that of another one of the class.</summary>
    private void CheckInstrumentNames()
    {
        Dictionary<string, string>? taken = null;
        foreach (TrackedPropertyDeclaration property in TrackedProperties)
        {
            if (property.Metric == MetricKinds.None) continue;
            taken ??= [];
            string name = MetricDeclaration.ToInstrumentName(property.Symbol.Name);
            if (!MetricDeclaration.IsInstrumentName(DisplayName))
            {
                property.RefuseMetric(
                    $"instruments have the tracker's name, and '{DisplayName}' cannot begin one; give [Tracker] a Name of at most 100 ASCII characters that "
                        + "begins with a letter",
                    _diagnostics);
            }
            else if (taken.TryGetValue(name, out string? other))
            {
                property.RefuseMetric($"its instrument would be named '{name}' as that of '{other}' is; rename one of them", _diagnostics);
            }
            else
            {
                taken.Add(name, property.Symbol.Name);
            }
        }
    }

    /// <summary>Sorts by part, the one with <c>[Tracker]</c> first, because the order of the files must not matter.</summary>
    private ImmutableArray<TrackedPropertyDeclaration> InOrderOfParts(IEnumerable<TrackedPropertyDeclaration> properties)
    {
        SyntaxTree first = Attribute.ApplicationSyntaxReference!.SyntaxTree;
        return
        [
            .. properties
                .OrderBy(property => property.Syntax.SyntaxTree != first)
                .ThenBy(static property => property.Syntax.SyntaxTree.FilePath, StringComparer.Ordinal)
                .ThenBy(static property => property.Syntax.SpanStart),
        ];
    }

    private static IEnumerable<TypeDeclarationSyntax> Parts(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences
            .Where(static reference => !GeneratedFile.IsGenerated(reference.SyntaxTree))
            .Select(static reference => reference.GetSyntax())
            .OfType<TypeDeclarationSyntax>();

    /// <summary>The class's name in the part with <c>[Tracker]</c>.</summary>
    private static Location FindName(SyntaxReference attribute, INamedTypeSymbol type) =>
        attribute.GetSyntax().FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Identifier.GetLocation() ?? type.Locations[0];

    private void Report(DiagnosticDescriptor rule, params string[] arguments) => _diagnostics.Add(DiagnosticInfo.Create(rule, _nameLocation, arguments));
}

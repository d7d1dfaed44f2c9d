using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Model;
using Microsoft.CodeAnalysis;

namespace GenTracker.Generators.Parsing;

/// <summary>
/// The attributes of the user's declarations that generated declarations repeat. Each role takes what holds for it too: a parameter of an open method what
/// the constructor's parameter demands of its caller, the record of all attributes what a property says of its value, and every generated member what the
/// declaration says to those who use it. What describes the code of the declaration stays there.
/// </summary>
internal sealed class CarriedAttributes(INamedTypeSymbol type, Compilation compilation, TypeWriter types)
{
    private const string Analysis = "System.Diagnostics.CodeAnalysis";
    private const string CompilerServices = "System.Runtime.CompilerServices";
    private const string InteropServices = "System.Runtime.InteropServices";

    /// <summary>Attributes of these namespaces belong to the compiler, to the runtime, to GenTracker, or to the choice of services.</summary>
    private static readonly string[] ForeignNamespaces =
        [CompilerServices, InteropServices, "System.CodeDom.Compiler", "GenTracker", "Microsoft.Extensions.DependencyInjection"];

    /// <summary>Attributes that speak of the code of a declaration, to the compiler, to analyzers and to tools.</summary>
    private static readonly string[] OfTheCode =
    [
        "SuppressMessageAttribute", "UnconditionalSuppressMessageAttribute", "ExcludeFromCodeCoverageAttribute", "MemberNotNullAttribute",
        "MemberNotNullWhenAttribute", "NotNullIfNotNullAttribute", "NotNullWhenAttribute", "MaybeNullWhenAttribute", "DoesNotReturnIfAttribute",
        "DoesNotReturnAttribute", "RequiresUnreferencedCodeAttribute", "RequiresDynamicCodeAttribute", "RequiresAssemblyFilesAttribute", "UnscopedRefAttribute",
    ];

    private readonly ImmutableArray<AttributeData> _warningsOfType = [.. type.GetAttributes().Where(UserWarnings.WarnsUsers)];
    private readonly ImmutableArray<AttributeData> _requirementsOfType = [.. type.GetAttributes().Where(UserWarnings.IsRequirement)];
    private readonly AttributeText _text = new((ISymbol?)type.ContainingType ?? compilation.Assembly, compilation, types);

    /// <summary>Those of a parameter of an open method, each with a space behind it.</summary>
    /// <param name="parameter">The parameter of the constructor.</param>
    /// <param name="names">The names of the parameters of the open method that come from the constructor.</param>
    /// <param name="isOptional">Whether the parameter of the open method is optional.</param>
    public string OfParameter(IParameterSymbol parameter, IReadOnlyCollection<string> names, bool isOptional) =>
        parameter.GetAttributes() is { IsEmpty: false } attributes ? OfParameter(attributes, names, isOptional) : "";

    /// <summary>Those of the parameter <c>key</c> of an open method. No tracker takes null, whatever the constructor allows.</summary>
    /// <param name="parameter">The parameter of the constructor.</param>
    /// <param name="names">The names of the parameters of the open method that come from the constructor.</param>
    public string OfKey(IParameterSymbol parameter, IReadOnlyCollection<string> names) => OfParameter(
        parameter.GetAttributes().RemoveAll(static attribute => UserWarnings.IsOfAnalysis(attribute, "AllowNullAttribute")), names, isOptional: false);

    private string OfParameter(ImmutableArray<AttributeData> attributes, IReadOnlyCollection<string> names, bool isOptional) =>
        _text.Inline(attributes.Where(attribute => IsCallers(attribute, names, isOptional)
            || (isOptional && IsDefault(attribute))
            || (Holds(attribute, AttributeTargets.Parameter) && !IsPromise(attribute))));

    /// <summary>Whether a parameter is optional by an attribute. Then the parameter of the open method has it too, and no default behind its name.</summary>
    public static bool IsOptionalByAttribute(IParameterSymbol parameter) =>
        parameter.IsOptional && parameter.GetAttributes().Any(static attribute => attribute.AttributeClass.Is(InteropServices, "OptionalAttribute"));

    /// <summary>Those of the parameter of the object that keeps an argument, each with a space behind it.</summary>
    public string OfKeptArgument(IParameterSymbol parameter) =>
        _text.Inline(parameter.GetAttributes().Where(static attribute => IsDynamic(attribute) || IsDemand(attribute)));

    /// <summary>Those of the field that keeps an argument, each with a space behind it.</summary>
    public string OfField(IParameterSymbol parameter) => _text.Inline(parameter.GetAttributes().Where(IsDynamic));

    /// <summary>Those of an open method, each after a line end.</summary>
    /// <param name="constructor">The constructor that it calls.</param>
    public string OfOpenMethod(IMethodSymbol constructor)
    {
        ImmutableArray<AttributeData> own = constructor.GetAttributes();
        if (own.IsEmpty && _requirementsOfType.IsEmpty) return "";
        return _text.Lines(own.Where(static attribute => UserWarnings.WarnsUsers(attribute) || UserWarnings.IsRequirement(attribute))
            .Concat(_requirementsOfType.Where(attribute => !Contains(own, attribute))));
    }

    /// <summary>What the linker says of a call of a constructor, whose caller was warned already.</summary>
    public ImmutableArray<string> SuppressionsOf(IMethodSymbol constructor)
    {
        ImmutableArray<AttributeData> own = constructor.GetAttributes();
        bool isKeyDynamic = constructor.Parameters.Any(static parameter => parameter.Name == "key" && parameter.GetAttributes().Any(IsDynamic));
        if (own.IsEmpty && _requirementsOfType.IsEmpty && !isKeyDynamic) return [];
        return
        [
            .. own.Concat(_requirementsOfType).Where(UserWarnings.IsRequirement).Select(WarningOf)
                .Concat(isKeyDynamic ? ["\"Trimming\", \"IL2067\""] : [])
                .Distinct()
                .Select(static warning => Suppression(warning, "Whoever opens the child is warned.")),
        ];
    }

    /// <summary>What the linker says of the members that give first values, whose author GT0015 has warned.</summary>
    public ImmutableArray<string> SuppressionsOfDefaults(ImmutableArray<TrackedPropertyDeclaration> properties)
    {
        if (!properties.Any(static property => property.DefaultFrom is not null)) return [];
        return
        [
            .. properties.SelectMany(static property => UserWarnings.Of(property.DefaultFrom))
                .Concat(_requirementsOfType)
                .Where(UserWarnings.IsRequirement)
                .Select(WarningOf)
                .Distinct()
                .Select(static warning => Suppression(warning, "GT0015 warns the author of the attribute.")),
        ];
    }

    private static string Suppression(string warning, string reason) =>
        $"[global::{Analysis}.UnconditionalSuppressMessage({warning}, Justification = \"{reason}\")]";

    /// <summary>Those of a generated type beside the class, each after a line end.</summary>
    /// <param name="part">The part of the type that the user has written, whose attributes are not repeated.</param>
    public string OfTypeBeside(INamedTypeSymbol? part)
    {
        if (_warningsOfType.IsEmpty) return "";
        ImmutableArray<AttributeData> written = part?.GetAttributes() ?? [];
        return _text.Lines(_warningsOfType.Where(attribute => !Contains(written, attribute)));
    }

    /// <summary>Those of a property.</summary>
    public PropertyAttributesModel OfProperty(TrackedPropertyDeclaration declaration, ImmutableArray<AttributeData> attributes)
    {
        ImmutableArray<AttributeData> ofSetter = HasAccessorAttributes(declaration) ? declaration.Symbol.SetMethod?.GetAttributes() ?? [] : [];
        bool isDefaultObsolete = declaration.DefaultFrom?.GetAttributes().Any(IsObsolete) == true;
        if (attributes.IsEmpty && ofSetter.IsEmpty && !isDefaultObsolete) return PropertyAttributesModel.None;
        string dynamic = _text.Inline(attributes.Where(IsDynamic));
        return new()
        {
            OnRecord = _text.Lines(attributes.Where(attribute => Holds(attribute, AttributeTargets.Property) && !IsDemand(attribute))),
            OnMembers = _text.Lines(attributes.Where(UserWarnings.WarnsUsers)),
            OnChanges = _text.Lines(ofSetter.Where(attribute =>
                UserWarnings.IsRequirement(attribute) || (UserWarnings.WarnsUsers(attribute) && !Contains(attributes, attribute)))),
            OnValue = _text.Inline(attributes.Where(IsDemand)) + dynamic,
            OnReturn = _text.Lines(attributes.Where(static attribute => IsDynamic(attribute) || IsPromise(attribute)), "return: "),
            Dynamic = dynamic,
            IsObsolete = isDefaultObsolete || attributes.Any(IsObsolete),
            IsObsoleteAsError = attributes.Any(static attribute => IsObsolete(attribute) && attribute.ConstructorArguments.ElementAtOrDefault(1).Value is true),
        };
    }

    /// <summary>Whether only obsolete code may use the types of a constructor's parameters.</summary>
    public static bool IsObsolete(ISymbol symbol) => symbol.GetAttributes().Any(IsObsolete);

    private static bool IsObsolete(AttributeData attribute) => attribute.AttributeClass.Is("System", "ObsoleteAttribute");

    /// <summary>Whether there is an attribute of the same type, which most types of attributes allow only once.</summary>
    private static bool Contains(ImmutableArray<AttributeData> attributes, AttributeData attribute) =>
        attributes.Any(other => SymbolEqualityComparer.Default.Equals(other.AttributeClass, attribute.AttributeClass));

    private static bool HasAccessorAttributes(TrackedPropertyDeclaration declaration) =>
        declaration.Syntax.AccessorList?.Accessors.Any(static accessor => accessor.AttributeLists.Count > 0) == true;

    /// <summary>The warning of those who call such code.</summary>
    private static string WarningOf(AttributeData attribute) => attribute.AttributeClass!.Name switch
    {
        "RequiresUnreferencedCodeAttribute" => "\"Trimming\", \"IL2026\"",
        "RequiresDynamicCodeAttribute" => "\"AOT\", \"IL3050\"",
        _ => "\"SingleFile\", \"IL3002\"",
    };

    private static bool IsDynamic(AttributeData attribute) => UserWarnings.IsOfAnalysis(attribute, "DynamicallyAccessedMembersAttribute");

    /// <summary>Whether an attribute says what a value that goes in may be.</summary>
    private static bool IsDemand(AttributeData attribute) => UserWarnings.IsOfAnalysis(attribute, "AllowNullAttribute", "DisallowNullAttribute");

    /// <summary>Whether an attribute says what a value that comes out may be.</summary>
    private static bool IsPromise(AttributeData attribute) => UserWarnings.IsOfAnalysis(attribute, "NotNullAttribute", "MaybeNullAttribute");

    /// <summary>Whether the compiler makes the argument from the call and other arguments, and can do so for the open method.</summary>
    private static bool IsCallers(AttributeData attribute, IReadOnlyCollection<string> names, bool isOptional)
    {
        if (attribute.AttributeClass is not { } declared || !declared.Is(CompilerServices, declared.Name)) return false;
        return declared.Name switch
        {
            "CallerMemberNameAttribute" or "CallerLineNumberAttribute" or "CallerFilePathAttribute" => isOptional,
            "CallerArgumentExpressionAttribute" => isOptional && AreParameters(attribute.ConstructorArguments),
            "InterpolatedStringHandlerArgumentAttribute" => AreParameters(attribute.ConstructorArguments),
            _ => false,
        };

        bool AreParameters(ImmutableArray<TypedConstant> arguments) => arguments.All(argument =>
            argument.Kind == TypedConstantKind.Array ? AreParameters(argument.Values) : argument.Value is string name && names.Contains(name));
    }

    /// <summary>
    /// Whether an attribute makes a parameter optional, or gives its default: by these alone a default can be a date, and required parameters can follow.
    /// </summary>
    private static bool IsDefault(AttributeData attribute) => attribute.AttributeClass is { } declared && declared.Name switch
    {
        "OptionalAttribute" or "DefaultParameterValueAttribute" => declared.Is(InteropServices, declared.Name),
        "DateTimeConstantAttribute" or "DecimalConstantAttribute" or "IUnknownConstantAttribute" or "IDispatchConstantAttribute" =>
            declared.Is(CompilerServices, declared.Name),
        _ => false,
    };

    /// <summary>Whether an attribute holds for the generated declaration too.</summary>
    private static bool Holds(AttributeData attribute, AttributeTargets target) =>
        attribute.AttributeClass is { } declared
        && !ForeignNamespaces.Any(name => declared.ContainingType is null && declared.Is(name, declared.Name, declared.Arity))
        && !UserWarnings.IsOfAnalysis(attribute, OfTheCode)
        && (TargetsOf(declared) & target) != 0;

    private static AttributeTargets TargetsOf(INamedTypeSymbol attribute)
    {
        foreach (ITypeSymbol up in attribute.AndBases())
        {
            foreach (AttributeData usage in up.GetAttributes())
            {
                if (!usage.AttributeClass.Is("System", "AttributeUsageAttribute")) continue;
                if (usage.ConstructorArguments.FirstOrDefault().Value is int targets) return (AttributeTargets)targets;
            }
        }

        return AttributeTargets.All;
    }
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GenTracker.Tests.PublicApi;

/// <summary>The public and protected members of an assembly as C#-like text, in a stable order.</summary>
/// <remarks>Read by the compiler from the metadata, as it reads them for users: nullability, defaults and constraints are what they see.</remarks>
internal static class ApiText
{
    private static readonly SymbolDisplayFormat Names = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypes,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters
            | SymbolDisplayGenericsOptions.IncludeTypeConstraints
            | SymbolDisplayGenericsOptions.IncludeVariance,
        memberOptions: SymbolDisplayMemberOptions.IncludeType
            | SymbolDisplayMemberOptions.IncludeRef
            | SymbolDisplayMemberOptions.IncludeModifiers
            | SymbolDisplayMemberOptions.IncludeAccessibility
            | SymbolDisplayMemberOptions.IncludeParameters
            | SymbolDisplayMemberOptions.IncludeConstantValue
            | SymbolDisplayMemberOptions.IncludeExplicitInterface,
        delegateStyle: SymbolDisplayDelegateStyle.NameAndSignature,
        extensionMethodStyle: SymbolDisplayExtensionMethodStyle.StaticMethod,
        parameterOptions: SymbolDisplayParameterOptions.IncludeExtensionThis
            | SymbolDisplayParameterOptions.IncludeParamsRefOut
            | SymbolDisplayParameterOptions.IncludeType
            | SymbolDisplayParameterOptions.IncludeName
            | SymbolDisplayParameterOptions.IncludeDefaultValue,
        propertyStyle: SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes
            | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers
            | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier
            | SymbolDisplayMiscellaneousOptions.AllowDefaultLiteral);

    /// <summary>What the compiler writes for itself, and every user sees in another form.</summary>
    private static readonly HashSet<string> CompilersOwnAttributes =
    [
        "AsyncIteratorStateMachineAttribute", "AsyncStateMachineAttribute", "CompilerFeatureRequiredAttribute", "CompilerGeneratedAttribute",
        "DebuggerStepThroughAttribute", "DefaultMemberAttribute", "ExtensionAttribute", "IsReadOnlyAttribute", "IteratorStateMachineAttribute",
        "NullableAttribute", "NullableContextAttribute", "RequiredMemberAttribute",
    ];

    /// <summary>The text of an assembly's face.</summary>
    /// <param name="assemblyPath">The assembly; what it refers to is found among the running program's own assemblies.</param>
    public static string Of(string assemblyPath)
    {
        string[] platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        MetadataReference assembly = MetadataReference.CreateFromFile(assemblyPath);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Reader",
            references: platform.Where(path => path != assemblyPath).Select(path => MetadataReference.CreateFromFile(path)).Append(assembly));
        var symbol = (IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(assembly)!;

        StringBuilder text = new();
        foreach (INamespaceSymbol space in Namespaces(symbol.GlobalNamespace).OrderBy(space => space.ToDisplayString(), StringComparer.Ordinal))
        {
            INamedTypeSymbol[] types = [.. Sorted(space.GetTypeMembers().Where(IsVisible))];
            if (types.Length > 0)
            {
                text.Append("namespace ").Append(space.ToDisplayString()).Append("\n{\n");
                foreach (INamedTypeSymbol type in types)
                {
                    WriteType(text, type, "    ");
                }

                text.Append("}\n");
            }
        }

        return text.ToString();
    }

    private static IEnumerable<INamespaceSymbol> Namespaces(INamespaceSymbol space) =>
        space.GetNamespaceMembers().SelectMany(Namespaces).Append(space);

    private static void WriteType(StringBuilder text, INamedTypeSymbol type, string indent)
    {
        WriteAttributes(text, type, indent);
        text.Append(indent).Append(Header(type));
        if (type.TypeKind == TypeKind.Delegate)
        {
            text.Append(";\n");
            return;
        }

        text.Append('\n').Append(indent).Append("{\n");
        IEnumerable<ISymbol> members = type.GetMembers().Where(member => IsVisible(member) && !IsWrittenByTheCompiler(member, type));

        // The order of an enum's members is their numbers'.
        foreach (ISymbol member in type.TypeKind == TypeKind.Enum ? members : Sorted(members))
        {
            if (member is INamedTypeSymbol nested)
            {
                WriteType(text, nested, indent + "    ");
            }
            else
            {
                WriteAttributes(text, member, indent + "    ");
                text.Append(indent).Append("    ").Append(Text(member)).Append('\n');
            }
        }

        text.Append(indent).Append("}\n");
    }

    private static string Header(INamedTypeSymbol type)
    {
        string kind = type.TypeKind switch
        {
            TypeKind.Interface => "interface",
            TypeKind.Enum => "enum",
            TypeKind.Delegate => "delegate",
            TypeKind.Struct => IsRecord(type) ? "record struct" : "struct",
            _ => IsRecord(type) ? "record" : "class",
        };
        bool isClass = type.TypeKind == TypeKind.Class;
        string modifiers = (type.IsStatic ? "static " : "")
            + (isClass && !type.IsStatic && type.IsSealed ? "sealed " : "")
            + (isClass && !type.IsStatic && type.IsAbstract ? "abstract " : "")
            + (type.TypeKind == TypeKind.Struct && type.IsReadOnly ? "readonly " : "")
            + (type.IsRefLikeType ? "ref " : "");

        IEnumerable<INamedTypeSymbol> bases = isClass && type.BaseType is { SpecialType: not SpecialType.System_Object } parent ? [parent] : [];
        if (type.TypeKind == TypeKind.Enum)
        {
            bases = [type.EnumUnderlyingType!];
        }

        SymbolDisplayFormat bare = Names.RemoveGenericsOptions(SymbolDisplayGenericsOptions.IncludeTypeConstraints);
        string list = string.Join(", ", bases.Concat(type.Interfaces.OrderBy(face => face.ToDisplayString(bare), StringComparer.Ordinal))
            .Select(parent => parent.ToDisplayString(bare)));
        string name = type.ToDisplayString(Names);
        int constraints = name.IndexOf(" where ", StringComparison.Ordinal);
        (string head, string tail) = constraints < 0 ? (name, "") : (name[..constraints], name[constraints..]);
        return Accessibility(type) + " " + modifiers + kind + " " + head + (list.Length > 0 ? " : " + list : "") + tail;
    }

    private static string Text(ISymbol member)
    {
        // The display leaves out what an interface's implementer must know: which members have a body, and which are static.
        string modifiers = member.ContainingType.TypeKind != TypeKind.Interface ? ""
            : (member.IsStatic ? "static " : "") + (member.IsAbstract ? member.IsStatic ? "abstract " : "" : "virtual ");
        return modifiers + member.ToDisplayString(Names) + (member is IPropertySymbol ? "" : ";");
    }

    private static void WriteAttributes(StringBuilder text, ISymbol symbol, string indent)
    {
        IEnumerable<string> lines = Attributes(symbol.GetAttributes()).Select(attribute => $"[{attribute}]");
        if (symbol is IMethodSymbol method)
        {
            lines = lines
                .Concat(Attributes(method.GetReturnTypeAttributes()).Select(attribute => $"[return: {attribute}]"))
                .Concat(method.Parameters.SelectMany(parameter => Attributes(parameter.GetAttributes()).Select(attribute => $"[{parameter.Name}: {attribute}]")));
        }

        foreach (string line in lines)
        {
            text.Append(indent).Append(line).Append('\n');
        }
    }

    private static IEnumerable<string> Attributes(IEnumerable<AttributeData> attributes) => attributes
        .Where(attribute => !CompilersOwnAttributes.Contains(attribute.AttributeClass!.Name))
        .Select(attribute => attribute.ToString()!)
        .Order(StringComparer.Ordinal);

    private static bool IsVisible(ISymbol symbol) => symbol.DeclaredAccessibility
        is Microsoft.CodeAnalysis.Accessibility.Public
        or Microsoft.CodeAnalysis.Accessibility.Protected
        or Microsoft.CodeAnalysis.Accessibility.ProtectedOrInternal;

    private static string Accessibility(ISymbol symbol) => SyntaxFacts.GetText(symbol.DeclaredAccessibility);

    /// <summary>Accessors are shown with their property or event; what a record or an enum brings along says nothing new.</summary>
    private static bool IsWrittenByTheCompiler(ISymbol member, INamedTypeSymbol type) =>
        member is IMethodSymbol { AssociatedSymbol: not null }
        || member is IMethodSymbol { MethodKind: MethodKind.Constructor, Parameters.Length: 0 } && type.IsValueType
        || member.GetAttributes().Any(attribute => attribute.AttributeClass!.Name == "CompilerGeneratedAttribute");

    /// <summary>Metadata does not say it of structs; but nobody else has the compiler write an equality operator.</summary>
    private static bool IsRecord(INamedTypeSymbol type) => type.IsRecord
        || type.GetMembers(WellKnownMemberNames.EqualityOperatorName).Any(member => IsWrittenByTheCompiler(member, type));

    private static IEnumerable<T> Sorted<T>(IEnumerable<T> symbols)
        where T : ISymbol => symbols
            .OrderBy(symbol => symbol is INamedTypeSymbol ? 4 : symbol.Kind switch
            {
                SymbolKind.Field => 0,
                SymbolKind.Method when ((IMethodSymbol)symbol).MethodKind == MethodKind.Constructor => 1,
                SymbolKind.Property or SymbolKind.Event => 2,
                _ => 3,
            })
            .ThenBy(symbol => symbol.Name, StringComparer.Ordinal)
            .ThenBy(symbol => symbol.ToDisplayString(Names), StringComparer.Ordinal);
}

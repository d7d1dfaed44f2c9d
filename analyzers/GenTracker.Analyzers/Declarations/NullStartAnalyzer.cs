using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Linq;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Declarations;

/// <summary>GT0012: a non-nullable attribute is null until some code sets it.</summary>
/// <remarks>
/// Silent if every constructor or <c>StartAsync</c> sets it: nobody can find the child before. Silent too if a constructor calls other methods of
/// the class, which may set it, and in abstract classes, whose derived classes may set it.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NullStartAnalyzer() : RuleAnalyzer(DiagnosticDescriptors.NullStart)
{
    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols known) => context.RegisterSymbolStartAction(
        start =>
        {
            var type = (INamedTypeSymbol)start.Symbol;
            if (type.IsAbstract || !known.IsChild(type) || !type.IsTracked())
            {
                return;
            }

            ImmutableArray<IPropertySymbol> suspects = [.. type.GetMembers().OfType<IPropertySymbol>().Where(MayStartAsNull)];
            if (suspects.IsEmpty)
            {
                return;
            }

            ConcurrentDictionary<(ISymbol Setter, ISymbol Property), bool> set = new();
            start.RegisterOperationBlockAction(block =>
            {
                if (block.OwningSymbol is IMethodSymbol method
                    && (method.MethodKind == MethodKind.Constructor || KnownSymbols.Implements(method, known.StartAsync)))
                {
                    foreach (IPropertySymbol property in suspects.Where(property => block.OperationBlocks.Any(body => MaySet(body, property, method))))
                    {
                        set.TryAdd((method.PartialDefinitionPart ?? method, property), true);
                    }
                }
            });
            start.RegisterSymbolEndAction(end =>
            {
                ISymbol? startAsync = known.StartAsync is null ? null : type.FindImplementationForInterfaceMember(known.StartAsync);
                foreach (IPropertySymbol property in suspects)
                {
                    bool isSet = (startAsync is not null && set.ContainsKey((startAsync, property)))
                        || type.InstanceConstructors.All(constructor => set.ContainsKey((constructor, property)));
                    if (!isSet && property.SourceLocation() is { } location)
                    {
                        end.ReportDiagnostic(CreateDiagnostic(location, property.Name));
                    }
                }
            });
        },
        SymbolKind.NamedType);

    private static bool MayStartAsNull(IPropertySymbol property) =>
        property is
        {
            IsPartialDefinition: true, Type.IsReferenceType: true, NullableAnnotation: NullableAnnotation.NotAnnotated, IsRequired: false, SetMethod: not null
        }
        && property.GetAttributes().FirstOrDefault(SymbolExtensions.IsTrackedAttr) is { } attribute
        && !attribute.NamedArguments.Any(option => !option.Value.IsNull
            && (option.Key == "Default" || (option.Key == "DefaultFrom" && !MayBeNull(property, (string)option.Value.Value!))))
        && !property.GetAttributes().Any(static attribute => attribute.AttributeClass.Is("System.Diagnostics.CodeAnalysis", "MaybeNullAttribute"));

    /// <summary>Whether the member that gives the first value says that it may be null. What does not fit is GT0006.</summary>
    private static bool MayBeNull(IPropertySymbol property, string defaultFrom) =>
        property.ContainingType.GetMembers(defaultFrom).Any(static member => member switch
        {
            IFieldSymbol field => field.NullableAnnotation == NullableAnnotation.Annotated,
            IPropertySymbol given => given.NullableAnnotation == NullableAnnotation.Annotated,
            IMethodSymbol { Parameters.IsEmpty: true } method => method.ReturnNullableAnnotation == NullableAnnotation.Annotated,
            _ => false,
        });

    /// <summary>Whether the body sets the property, or calls a constructor or method of the class that may set it.</summary>
    private static bool MaySet(IOperation body, IPropertySymbol property, IMethodSymbol method) => body.DescendantsAndSelf().Any(operation => operation switch
    {
        IAssignmentOperation assignment => assignment.Target.DescendantsAndSelf().Any(target =>
            target is IPropertyReferenceOperation { Instance: IInstanceReferenceOperation } reference
                && SymbolEqualityComparer.Default.Equals(reference.Property, property)),
        IInvocationOperation { Instance: IInstanceReferenceOperation, TargetMethod: var called } when method.MethodKind == MethodKind.Constructor =>
            called.MethodKind != MethodKind.Constructor || SymbolEqualityComparer.Default.Equals(called.ContainingType, method.ContainingType),
        _ => false,
    });
}

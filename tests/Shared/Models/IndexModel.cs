using GenTracker.Testing.Histories;

namespace GenTracker.Models;

/// <summary>An index that takes one call at a time.</summary>
/// <param name="isUnique">Whether one child at most may hold a value.</param>
/// <param name="first">The first child at the beginning.</param>
/// <param name="second">The second one.</param>
internal sealed class IndexModel(bool isUnique, IndexedChildState first, IndexedChildState second)
    : ISequentialModel<(IndexedChildState First, IndexedChildState Second), IndexCall, int>
{
    private const int Impossible = -1;

    public (IndexedChildState First, IndexedChildState Second) Initial => (first, second);

    public bool Explains(
        (IndexedChildState First, IndexedChildState Second) state,
        IndexCall asked,
        int answered,
        out (IndexedChildState First, IndexedChildState Second) after)
    {
        (IndexedChildState child, IndexedChildState other) = asked.Child == 0 ? state : (state.Second, state.First);
        bool IsTaken(int value) => isUnique && value != 0 && other is { IsAttached: true, IsSealed: false } && other.Value == value;
        (int answer, IndexedChildState next) = asked.Kind switch
        {
            IndexCallKind.Set or IndexCallKind.TrySet or IndexCallKind.Exchange when child.IsSealed => (0, child),
            IndexCallKind.Set or IndexCallKind.TrySet or IndexCallKind.Exchange when child.IsAttached && IsTaken(asked.Value) => (2, child),
            IndexCallKind.Set or IndexCallKind.TrySet => (1, child with { Value = asked.Value }),
            IndexCallKind.Exchange => (child.Value + 10, child with { Value = asked.Value }),
            IndexCallKind.Get => (child.Value, child),
            IndexCallKind.Find => (child.IsShown && child.Value == asked.Value && !(isUnique && asked.Value == 0) ? 1 : 0, child),
            IndexCallKind.Attach when IsTaken(child.Value) => (2, child),
            IndexCallKind.Attach => (1, child with { IsAttached = true }),
            IndexCallKind.Show => (1, child with { IsShown = child.IsAttached }),
            IndexCallKind.Hide => (1, child with { IsShown = false }),
            IndexCallKind.Seal when child.IsShown => (Impossible, child),
            _ => (1, child with { IsSealed = true }),
        };
        after = asked.Child == 0 ? (next, other) : (other, next);
        return answered == answer;
    }
}

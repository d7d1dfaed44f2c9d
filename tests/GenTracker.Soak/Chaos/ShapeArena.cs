using System.Threading;
using System.Threading.Tasks;
using GenTracker.Soak.Children;
using GenTracker.Soak.Evidence;

namespace GenTracker.Soak.Chaos;

/// <summary>Shapes: number keys, of two types, opened by a function.</summary>
internal sealed class ShapeArena(World world, ShapeTracker tracker, string name) : Arena<int, Shape>(world, tracker, name)
{
    public override int KeyOf(int number) => number;

    public override Shape Make(int key, Plot plot) => plot.IsOfOtherKind ? new Circle(plot) : new Square(plot);

    public override long IncrementByKey(int key, long delta) => tracker.IncrementByKey(key, delta);

    public override bool TryIncrementByKey(int key, long delta, out long value) => tracker.TryIncrementByKey(key, delta, out value);

    public override ValueTask<Shape> OpenRawAsync(int key, Plot plot, ChildOptions? options, CancellationToken cancellationToken) =>
        plot.IsOfOtherKind
            ? tracker.FindOrOpenAsync(key, plot, (key, plot, _) => Make(key, plot), options, cancellationToken)
            : tracker.FindOrOpenAsync(key, key => Make(key, plot), options, cancellationToken);
}

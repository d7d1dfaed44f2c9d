using System.Collections.Generic;
using System.Linq;
using CsCheck;
using GenTracker.Observability;
using Xunit;

namespace GenTracker.Tests;

/// <summary>The pages of a query are those of the whole sorted list.</summary>
public class FirstInOrderTests
{
    [Fact]
    public void A_page_has_the_items_that_the_whole_sorted_list_has_there() =>
        Gen.Select(Gen.Int[0, 500].Array[0, 5_000], Gen.Int[0, 3_000], Gen.Int[0, 1_500]).Sample(static (items, skip, take) =>
        {
            var page = new FirstInOrder<int>(Comparer<int>.Default, skip, take);
            foreach (int item in items)
                page.Add(item);

            Assert.Equal(items.Order().Skip(skip).Take(take), page.ToList());
            Assert.Equal(items.Length, page.Total);
        });

    [Fact]
    public void A_page_at_the_end_of_all_numbers_is_empty()
    {
        var page = new FirstInOrder<int>(Comparer<int>.Default, int.MaxValue, int.MaxValue);

        page.Add(1);

        Assert.Empty(page.ToList());
        Assert.Equal(1, page.Total);
    }
}

package dev.smsdesk.store;

import java.util.List;
import java.util.function.Function;

/**
 * One page of a long list, read by keyset: the next page begins after this page's last id, also if rows were inserted in between.
 * @param next id to pass on as {@code after}, or null at the end
 */
public record Slice<T>(List<T> items, String next) {
    public Slice {
        items = List.copyOf(items);
    }

    /** @param read up to one row more than {@code limit} */
    public static <T> Slice<T> of(List<T> read, int limit, Function<T, String> id) {
        if (read.size() <= limit) {
            return new Slice<>(read, null);
        }
        List<T> items = read.subList(0, limit);
        return new Slice<>(items, id.apply(items.get(limit - 1)));
    }
}

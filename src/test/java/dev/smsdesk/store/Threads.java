package dev.smsdesk.store;

import java.lang.reflect.Field;

/** Ends threads that never end by themselves. */
public final class Threads {
    private Threads() {}

    /** The threads of this one end at their next look, though it is not closed: as if the JVM had lost them. */
    public static void end(Background background) {
        try {
            Field closed = Background.class.getDeclaredField("closed");
            closed.setAccessible(true);
            closed.set(background, true);
            background.wake();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}

package dev.smsdesk.common;

import java.util.concurrent.ThreadFactory;

/** Makes threads that do not keep the server alive, and that have the application's class loader whichever thread starts them. */
public final class DaemonThread {
    private DaemonThread() {}

    public static Thread of(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.setContextClassLoader(DaemonThread.class.getClassLoader());
        return thread;
    }

    /** All threads have this name. */
    public static ThreadFactory factory(String name) {
        return work -> of(work, name);
    }
}

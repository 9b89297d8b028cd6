package com.trulybot.integrations.platform.http;

import java.lang.reflect.Method;
import java.util.concurrent.ThreadFactory;
import okhttp3.OkHttpClient;
import okhttp3.internal.concurrent.TaskRunner;

/**
 * The client's own threads. It has one for each HTTP/2 connection that is open, which reads what comes in for whichever
 * request. On JDK 24 and newer they are virtual ones, so that thousands of stores at once don't take thousands of
 * threads of the operating system. On 21 to 23 they are not: the client waits inside of {@code synchronized}, where a
 * virtual thread of those versions keeps its carrier (JEP 491 ended that).
 *
 * <p>The client has no public way to be told. What is used here is its own, and a new version of it may need a change
 * here; it would not compile otherwise, and a test counts the threads.
 */
final class Background {
    private static final int UNPINNED = 24;

    private Background() {}

    static OkHttpClient.Builder serve(OkHttpClient.Builder builder) {
        TaskRunner.Backend threads = new TaskRunner.RealBackend(threads());
        return builder.taskRunner$okhttp(new TaskRunner(threads, TaskRunner.Companion.getLogger()));
    }

    private static ThreadFactory threads() {
        if (Runtime.version().feature() >= UNPINNED) {
            return virtual();
        }
        return work -> {
            Thread thread = new Thread(work, "store-connection");
            thread.setDaemon(true);
            return thread;
        };
    }

    /** By reflection: this is compiled for Java 17, which has none. */
    private static ThreadFactory virtual() {
        try {
            Method factory = Class.forName("java.lang.Thread$Builder").getMethod("factory");
            return (ThreadFactory)
                    factory.invoke(Thread.class.getMethod("ofVirtual").invoke(null));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JVM has virtual threads, but none can be made", e);
        }
    }
}

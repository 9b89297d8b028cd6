package com.trulybot.integrations.app;

import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** The metrics of this process, as Prometheus reads them. */
final class Meters {
    private Meters() {}

    /** A registry with the JVM's metrics in it. */
    static PrometheusMeterRegistry open() {
        PrometheusMeterRegistry registry = new Owned();
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        ((Owned) registry).collectors.bindTo(registry);
        return registry;
    }

    /** Lets go of the garbage collectors' notifications when it is closed. */
    private static final class Owned extends PrometheusMeterRegistry {
        private final JvmGcMetrics collectors = new JvmGcMetrics();

        Owned() {
            super(PrometheusConfig.DEFAULT);
        }

        @Override
        public void close() {
            collectors.close();
            super.close();
        }
    }
}

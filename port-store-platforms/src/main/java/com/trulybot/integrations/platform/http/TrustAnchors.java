package com.trulybot.integrations.platform.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Whose certificates are believed: the JVM's certificate authorities, and those of a PEM file where one is given. */
record TrustAnchors(X509TrustManager manager, SSLSocketFactory sockets) {

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException when the file can't be read or holds no certificate
     */
    static TrustAnchors load(@Nullable Path pem) {
        try {
            X509TrustManager manager = manager(null);
            if (pem != null) {
                KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
                all.load(null, null);
                int count = 0;
                for (X509Certificate own : manager.getAcceptedIssuers()) {
                    all.setCertificateEntry("anchor-" + count++, own);
                }
                for (Certificate further : read(pem)) {
                    all.setCertificateEntry("anchor-" + count++, further);
                }
                manager = manager(all);
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {manager}, null);
            return new TrustAnchors(manager, context.getSocketFactory());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the JVM's trust anchors can't be loaded", e);
        }
    }

    private static Collection<? extends Certificate> read(Path pem) {
        Collection<? extends Certificate> found;
        try (InputStream in = Files.newInputStream(pem)) {
            found = CertificateFactory.getInstance("X.509").generateCertificates(in);
        } catch (IOException e) {
            throw new IllegalArgumentException("the file of trust anchors can't be read: " + pem, e);
        } catch (CertificateException e) {
            throw new IllegalArgumentException("not a PEM file of certificates: " + pem, e);
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("there is no certificate in the file of trust anchors " + pem);
        }
        return found;
    }

    private static X509TrustManager manager(@Nullable KeyStore anchors) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(anchors);
        return List.of(factory.getTrustManagers()).stream()
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .findFirst()
                .orElseThrow();
    }
}

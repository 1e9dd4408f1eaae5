package com.plugipay.files;

import com.plugipay.async.WorkerThreads;
import com.plugipay.http.operations.Operations;
import com.plugipay.node.Module;
import com.plugipay.node.Node;

/** Pictures that merchants upload. */
public final class FileModule implements Module {
    /** Decoding a picture may need a hundred megabytes of memory. */
    private static final int DECODED_AT_ONCE = 2;

    private final Uploads uploads;

    public FileModule(Node node, FileStore files) {
        this.uploads = new Uploads(files, WorkerThreads.of(node.vertx(), "uploads", DECODED_AT_ONCE));
    }

    @Override
    public void mount(Operations api) {
        uploads.mount(api);
    }
}

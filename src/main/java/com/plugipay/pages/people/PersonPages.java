package com.plugipay.pages.people;

import io.vertx.ext.web.Router;
import java.util.List;

/** A module with pages of people. */
public interface PersonPages {
    /** Mounts the pages without what all of them share; gives what was mounted. */
    List<PageRoute> mountPages(Router router);
}

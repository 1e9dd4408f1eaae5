// Reloads the page when what it shows has changed. Without this script the page refreshes itself by a meta element.
'use strict';

const { watch, version } = document.body.dataset;

async function look() {
    // A hidden page has nobody to show news to; it looks again as soon as it is seen.
    if (document.visibilityState === 'visible') {
        try {
            const response = await fetch(watch, { cache: 'no-store' });
            if (response.ok && String((await response.json()).version) !== version) {
                location.reload();
                return;
            }
        } catch {
            // The shop is being restarted: try again.
        }
    }
    setTimeout(look, 1500);
}

setTimeout(look, 1500);

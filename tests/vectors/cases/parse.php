<?php
// A fatal error that is no exception of ours.
eval('this is no PHP');

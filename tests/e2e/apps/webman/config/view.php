<?php

return ['handler' => support\view\Raw::class];
